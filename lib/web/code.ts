import "server-only";
import { getLocale } from "next-intl/server";
import type { FlowSelf } from "@/lib/access/actor";
import type { CodeVerdict } from "@/lib/factors/check-code";
import type { SetUpOutcome } from "@/lib/factors/finish-second-step";
import { type CodeOutcome, giveBackCode } from "@/lib/factors/sign-in-code";
import { forgetWrongCodes, noteWrongCode } from "@/lib/identity/wrong-codes";
import { leadIn } from "./arrival";
import { dropFlow, keepFlow, keepTrusted } from "./cookies";
import type { Told } from "./identity-action";
import { leadOnFromSetUp } from "./set-up";

/** "about 2 minutes", never more exact than people can use. */
export const minutesOff = (seconds: number) => Math.max(1, Math.round(Math.abs(seconds) / 60));

export const ourClock = async () =>
  new Intl.DateTimeFormat((await getLocale()) === "nl" ? "nl" : "en-GB", {
    timeStyle: "medium",
    timeZone: "Europe/Amsterdam",
  }).format(new Date());

/** Why a code was not taken, beside its field. */
export async function codeToldNo(verdict: Exclude<CodeVerdict, { verdict: "right" }>): Promise<Told> {
  if (verdict.verdict === "earlier")
    return { field: "code", key: "code_earlier", values: { minutes: minutesOff(verdict.seconds) } };
  return { field: "code", key: `code_${verdict.verdict}`, values: { clock: await ourClock() } };
}

export async function leadOnFromCode(
  outcome: CodeOutcome,
  self: FlowSelf<"sign-in">,
  returnTo: string | null,
): Promise<string | Told> {
  if (outcome.verdict === "right") {
    await giveBackCode(self);
    await forgetWrongCodes(self);
    if (outcome.trusted) await keepTrusted(outcome.trusted);
    await dropFlow("sign-in");
    return leadIn(outcome.arrival, self.identityId, returnTo);
  }
  if (outcome.verdict === "sheet") {
    await giveBackCode(self);
    await keepFlow("activation", outcome.flow);
    await dropFlow("sign-in");
    return "/welcome/backup-codes";
  }
  if (outcome.verdict !== "form") await noteWrongCode(self);
  return codeToldNo(outcome);
}

export async function leadOnFromEnrolment(
  answer: SetUpOutcome,
  self: FlowSelf<"activation">,
  returnTo: string | null,
): Promise<string | Told> {
  if (answer.verdict === "right") {
    await giveBackCode(self);
    return answer.arrival ? leadOnFromSetUp(answer.arrival, self, returnTo) : "/welcome/backup-codes";
  }
  // Confirmed in another tab, or by a second click: the page of the next step knows.
  if (answer.verdict === "over") return "/welcome/backup-codes";
  if (answer.verdict === "old_entry")
    return { field: "code", key: "code_old_entry", values: { label: answer.label } };
  if (answer.verdict !== "clock")
    return { field: "code", key: `code_${answer.verdict}`, values: { clock: await ourClock() } };
  const key = answer.seconds < 0 ? "code_clock_behind" : "code_clock_ahead";
  return { field: "code", key, values: { minutes: minutesOff(answer.seconds), clock: await ourClock() } };
}
