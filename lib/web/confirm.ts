import "server-only";
import { getTranslations } from "next-intl/server";
import type { SessionSelf } from "@/lib/access/actor";
import { isRefusal, Refusal } from "@/lib/refusal";
import { type Confirmation, confirmAgain, proofToAsk } from "@/lib/sign-in/confirm-again";
import { keepSession } from "./cookies";
import type { FormState } from "./form-state";
import { refused } from "./say-no";

/** The field that a form shows when it is asked to prove who it is once more. */
export const CONFIRMATION = "confirmation";

/** What was typed stays; the form asks for one proof more and is sent again. */
export async function askAgain(self: SessionSelf, values: FormState["values"]): Promise<FormState> {
  const said = await refused(new Refusal("verify_again"), values);
  return { ...said, confirm: await proofToAsk(self) };
}

async function toldNo(
  self: SessionSelf,
  answer: Exclude<Confirmation, { verdict: "right" }>,
  values: FormState["values"],
) {
  const t = await getTranslations("told");
  const minutes = answer.verdict === "earlier" ? Math.max(1, Math.round(Math.abs(answer.seconds) / 60)) : 0;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeStyle: "medium",
    timeZone: "Europe/Amsterdam",
  }).format(new Date());
  const key = answer.verdict === "wrong_password" ? "wrong_password" : `code_${answer.verdict}`;
  const sentence = t(key as never, { minutes, clock } as never);
  const asked = await askAgain(self, values);
  return { ...asked, status: "invalid" as const, fields: { [CONFIRMATION]: sentence } };
}

/** Confirms anew when the form brings the proof that was asked for; else the self as it was. */
export async function confirmedBy(
  self: SessionSelf,
  form: FormData,
  values: FormState["values"],
): Promise<SessionSelf | FormState> {
  const typed = form.get(CONFIRMATION);
  if (typeof typed !== "string" || typed.trim() === "" || typed.length > 1024) return self;
  try {
    const answer = await confirmAgain(self, typed);
    if (answer.verdict !== "right") return await toldNo(self, answer, values);
    await keepSession(answer.secret, self.identityId);
    return { ...self, proofs: answer.proofs };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused(error, values);
  }
}

export const isSelf = (one: SessionSelf | FormState): one is SessionSelf => "kind" in one;
