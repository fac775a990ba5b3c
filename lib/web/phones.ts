import "server-only";
import { getLocale } from "next-intl/server";
import type { FlowSelf, Self, SessionSelf } from "@/lib/access/actor";
import { giveBackCode } from "@/lib/factors/sign-in-code";
import { forgetWrongCodes, noteWrongCode } from "@/lib/identity/wrong-codes";
import type { Confirmed, PhoneGate } from "@/lib/phones/confirm-number";
import { type Entered, prepareNumber, prepareNumberAgain, type Setting } from "@/lib/phones/enter-number";
import type { NumberDraft } from "@/lib/phones/number";
import { askerOf, type Circumstances, type FreshCode } from "@/lib/phones/send-code";
import type { NotTaken } from "@/lib/phones/sent-code";
import { prepareSignInText, type TextOutcome } from "@/lib/phones/sign-in-by-text";
import { SECURITY } from "./account";
import { dropFlow, keepFlow } from "./cookies";
import type { Told } from "./identity-action";
import { leadOnFromSetUp } from "./set-up";
import { clientAddress } from "./trace";

export const GATE = "/welcome/recovery-phone";
export const OWN_PHONE = `${SECURITY}/phone`;
export const TEXT_CODE = "/sign-in/text-code";
/** Behind the address of a page that asks for a code, when another text was asked for. */
export const SENT_AGAIN = "sent=again";

const circumstances = async (): Promise<Circumstances> => ({
  address: await clientAddress(),
  language: await getLocale(),
});

export const numberOfRequest = async <K extends Setting>(
  self: Self<K>,
  draft: NumberDraft,
): Promise<Entered> => prepareNumber(self, draft, await circumstances());

export const numberAgainOfRequest = async <K extends Setting>(self: Self<K>): Promise<FreshCode> =>
  prepareNumberAgain(self, await circumstances());

export const signInTextOfRequest = async (self: FlowSelf<"sign-in">): Promise<FreshCode> =>
  prepareSignInText(self, await circumstances());

const toldNo = (verdict: NotTaken): Told => ({ field: "code", key: `text_code_${verdict}` });

const counted = (self: Self): Parameters<typeof giveBackCode>[0] => ({
  flowId: askerOf(self),
  identityId: self.identityId,
});

export async function leadOnFromGate(
  outcome: PhoneGate,
  self: FlowSelf<"activation">,
  returnTo: string | null,
): Promise<string | Told> {
  if (outcome.verdict !== "right") return toldNo(outcome.verdict);
  await giveBackCode(counted(self));
  return leadOnFromSetUp(outcome.arrival, self, returnTo);
}

export async function leadOnFromOwnPhone(outcome: Confirmed, self: SessionSelf): Promise<string | Told> {
  if (outcome.verdict !== "right") return toldNo(outcome.verdict);
  await giveBackCode(counted(self));
  return `${SECURITY}?done=phone`;
}

/** No session yet: the new second step comes first. */
export async function leadOnFromTextCode(
  outcome: TextOutcome,
  self: FlowSelf<"sign-in">,
): Promise<string | Told> {
  if (outcome.verdict === "right") {
    await giveBackCode(self);
    await forgetWrongCodes(self);
    await keepFlow("activation", outcome.flow);
    await dropFlow("sign-in");
    return "/welcome/second-step";
  }
  if (outcome.verdict !== "form") await noteWrongCode(self);
  return toldNo(outcome.verdict);
}
