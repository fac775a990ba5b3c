import { getLocale, getTranslations } from "next-intl/server";
import { isLanguage } from "@/lib/i18n/languages";
import { dayIn } from "@/lib/i18n/sentences";
import { type Verdict, verdicts } from "@/lib/imports/judge";
import { lastDayOf } from "@/lib/time";
import type { Offer } from "./offer";

const keys = [
  "title",
  "close",
  "email",
  "emailHint",
  "name",
  "userName",
  "userNameHint",
  "userNameIsEmail",
  "roles",
  "rolesHint",
  "mailIn",
  "addNote",
  "note",
  "noteHint",
  "send",
  "worksUntil",
  "findInList",
  "fromList",
  "review",
  "reviewSend",
  "reviewChange",
  "problem",
] as const;

export type InviteWords = Record<(typeof keys)[number], string> & {
  until: string;
  untilElevated: string;
  sendSeveral: string;
  takeOut: string;
  apply: string;
  /** What would become of an address, by its verdict. */
  outcomes: Partial<Record<Verdict, string>>;
};

/** With its holes left open: the browser fills them in as somebody types. */
async function openWords() {
  const t = await getTranslations("imports.todo");
  const open = { line: "{line}", role: "{role}" };
  return Object.fromEntries(verdicts.map((verdict) => [verdict, t(verdict, open)]));
}

/** All sentences of the panel: its client part translates nothing. */
export async function inviteWords({ until, untilElevated, timeZone }: Offer): Promise<InviteWords> {
  const t = await getTranslations();
  const locale = await getLocale();
  const day = (moment: Date) => dayIn(isLanguage(locale) ? locale : "en", timeZone, lastDayOf(moment));
  const said = Object.fromEntries(keys.map((key) => [key, t(`invite.${key}`)])) as Record<
    (typeof keys)[number],
    string
  >;
  return {
    ...said,
    until: day(until),
    untilElevated: day(untilElevated),
    sendSeveral: t("invite.sendSeveral", { count: "{count}" }),
    takeOut: t("invite.takeOut", { email: "{email}" }),
    apply: t("imports.apply", { better: "{better}" }),
    outcomes: await openWords(),
  };
}
