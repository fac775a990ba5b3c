import "server-only";
import { getTranslations } from "next-intl/server";
import type { SessionSelf } from "@/lib/access/actor";
import { PasskeyDraft } from "@/lib/passkeys/answer";
import { confirmByPasskey, questionToConfirm } from "@/lib/passkeys/confirm";
import { isRefusal, Refusal } from "@/lib/refusal";
import { type Confirmation, type Confirmed, confirmAgain, proofToAsk } from "@/lib/sign-in/confirm-again";
import { keepSession } from "./cookies";
import type { FormState } from "./form-state";
import { passkeyToldNo } from "./passkey";
import { refused } from "./say-no";

/** The fields that a form shows when it is asked to prove who it is once more. */
const CONFIRMATION = "confirmation";
const PASSKEY = "confirmation-passkey";

type Values = FormState["values"];

async function questionOf(self: SessionSelf): Promise<Pick<FormState, "confirm" | "confirmQuestion">> {
  const confirm = await proofToAsk(self);
  const isByPasskey = confirm === "passkey" || confirm === "code_or_passkey";
  return { confirm, ...(isByPasskey && { confirmQuestion: await questionToConfirm(self) }) };
}

/** What was typed stays; the form asks for one proof more and is sent again. */
export async function askAgain(self: SessionSelf, values: Values): Promise<FormState> {
  try {
    const asked = await questionOf(self);
    return { ...(await refused(new Refusal("verify_again"), values)), ...asked };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused(error, values);
  }
}

type NotConfirmed = Exclude<Confirmation, Confirmed>;

async function toldNo(self: SessionSelf, answer: NotConfirmed, values: Values): Promise<FormState> {
  const t = await getTranslations("told");
  const minutes = answer.verdict === "earlier" ? Math.max(1, Math.round(Math.abs(answer.seconds) / 60)) : 0;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeStyle: "medium",
    timeZone: "Europe/Amsterdam",
  }).format(new Date());
  const key = answer.verdict === "wrong_password" ? "wrong_password" : `code_${answer.verdict}`;
  const sentence = t(key as never, { minutes, clock } as never);
  const { message: _asked, ...asked } = await askAgain(self, values);
  return { ...asked, status: "invalid", fields: { [CONFIRMATION]: sentence } };
}

type Brought = Confirmed | FormState | null;

async function byPasskey(self: SessionSelf, draft: PasskeyDraft, values: Values): Promise<Brought> {
  const answer = await confirmByPasskey(self, draft);
  if (answer.verdict === "right") return answer;
  return { ...(await askAgain(self, values)), ...(await passkeyToldNo(answer.verdict)) };
}

/** What came of the proof that the form brings; null where it brings none that could count. */
async function broughtBy(self: SessionSelf, form: FormData, values: Values): Promise<Brought> {
  const passkey = PasskeyDraft.safeParse({ answer: form.get(PASSKEY) });
  if (passkey.success) return byPasskey(self, passkey.data, values);
  const typed = form.get(CONFIRMATION);
  if (typeof typed !== "string" || typed.trim() === "" || typed.length > 1024) return null;
  const answer = await confirmAgain(self, typed);
  return answer && answer.verdict !== "right" ? toldNo(self, answer, values) : answer;
}

/** Confirms anew when the form brings the proof that was asked for; else the self as it was. */
export async function confirmedBy(
  self: SessionSelf,
  form: FormData,
  values: Values,
): Promise<SessionSelf | FormState> {
  try {
    const brought = await broughtBy(self, form, values);
    if (!brought) return self;
    if ("status" in brought) return brought;
    await keepSession(brought.secret, self.identityId);
    return { ...self, proofs: brought.proofs };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused(error, values);
  }
}

export const isSelf = (one: SessionSelf | FormState): one is SessionSelf => "kind" in one;
