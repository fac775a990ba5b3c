import { getLocale, getTranslations } from "next-intl/server";
import { builtInRoles } from "@/lib/access/permissions";
import type { Action } from "@/lib/events/actions";
import type { PersonEvent } from "@/lib/people/timeline";
import { troubleSentences } from "../../../trouble-sentences";

/** An event without its place in the log. */
type Told = Omit<PersonEvent, "seq">;

type Dotless<A extends string> = A extends `${infer Left}.${infer Right}` ? `${Left}_${Right}` : A;

const keyOf = (action: Action) => action.replace(".", "_") as Dotless<Action>;

const isBuiltIn = (role: string): role is (typeof builtInRoles)[number] =>
  (builtInRoles as readonly string[]).includes(role);

const numberIn = (value: unknown) => (typeof value === "number" ? value : 0);
const textIn = (value: unknown) => (typeof value === "string" ? value : "other");

/** Only an administrator of this tenant is one: what another tenant does is told as if by nobody. */
const whyOf = ({ actor, details }: Told) => {
  const why = textIn(details["why"] ?? details["answer"] ?? details["secondStep"]);
  return why === "by_administrator" && actor === null ? "other" : why;
};

const codeReasons = ["used", "earlier", "clock", "old_entry", "wrong", "form"] as const;
const isCodeReason = (reason: string | null): reason is (typeof codeReasons)[number] =>
  (codeReasons as readonly (string | null)[]).includes(reason);

async function rolesIn({ details }: Told): Promise<string> {
  const t = await getTranslations("roles");
  const roles = Array.isArray(details["roles"]) ? details["roles"] : [];
  const names = roles.map((role) => (isBuiltIn(role) ? t(`${role}.name`) : role));
  return new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(names);
}

async function hintOf({ action, reason, details }: Told): Promise<string | null> {
  const t = await getTranslations("events.why");
  if (action.startsWith("message.") && reason) return (await troubleSentences())(reason);
  if (!isCodeReason(reason) || action === "sign_in.password_wrong") return null;
  return t(reason, { minutes: Math.max(1, Math.round(Math.abs(numberIn(details["seconds"])) / 60)) });
}

/** An event in the reader's language, and below it the reason when there is one. */
export async function eventSentence(event: Told): Promise<{ text: string; hint: string | null }> {
  const t = await getTranslations("events");
  const { actor, details } = event;
  const text = t(keyOf(event.action), {
    by: actor ? "somebody" : "nobody",
    actor: actor ?? "",
    roles: await rolesIn(event),
    count: numberIn(details["codes"] ?? details["sessions"] ?? details["reminder"]),
    why: whyOf(event),
    kind: textIn(details["kind"]),
    code: textIn(details["activationCode"]),
  });
  return { text, hint: await hintOf(event) };
}
