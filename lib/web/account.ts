import "server-only";
import { redirect } from "next/navigation";
import type { SessionSelf } from "@/lib/access/actor";
import type { confirmTotpChange } from "@/lib/factors/change-totp";
import { giveBackCode } from "@/lib/factors/sign-in-code";
import type { changePassword } from "@/lib/identity/change-password";
import { askedToOpen, giveBackOpening, type Opening } from "@/lib/sign-in/open-security";
import { minutesOff, ourClock } from "./code";
import { keepSession } from "./cookies";
import { requireSelf } from "./current";
import type { Told } from "./identity-action";
import { viewIdentity } from "./view-identity";

export const SECURITY = "/account/security";

/** A page behind the security page: it opens only where that one has been opened. */
export async function openedSecurity(path: string): Promise<SessionSelf> {
  const self = await requireSelf(path);
  if (await viewIdentity(self, askedToOpen)) redirect(SECURITY);
  return self;
}

type CodeFault = { verdict: string; seconds?: number; label?: string };

/** Why a code was not taken, beside its field. */
async function toldOfCode({ verdict, seconds = 0, label = "" }: CodeFault): Promise<Told> {
  const key = verdict === "clock" ? `code_clock_${seconds < 0 ? "behind" : "ahead"}` : `code_${verdict}`;
  return { field: "code", key, values: { minutes: minutesOff(seconds), clock: await ourClock(), label } };
}

const missing = { password_missing: "password", code_missing: "code" } as const;

export async function leadOnFromOpening(answer: Opening, self: SessionSelf): Promise<string | Told> {
  if (answer.verdict === "right") {
    if (answer.secret) await keepSession(answer.secret, self.identityId);
    if (answer.byCode) await giveBackOpening(self);
    return SECURITY;
  }
  if (answer.verdict === "wrong_password") return { field: "password", key: "wrong_password" };
  if (answer.verdict === "password_missing" || answer.verdict === "code_missing")
    return { field: missing[answer.verdict], key: `open_${answer.verdict}` };
  return toldOfCode(answer);
}

export async function leadOnFromTotpChange(
  answer: Awaited<ReturnType<typeof confirmTotpChange>>,
  self: SessionSelf,
): Promise<string | Told> {
  // Confirmed by a second click: the page shows what holds now.
  if (answer.verdict === "over") return SECURITY;
  if (answer.verdict !== "right") return toldOfCode(answer);
  await giveBackCode({ flowId: self.sessionId, identityId: self.identityId });
  await keepSession(answer.secret, self.identityId);
  return `${SECURITY}?done=authenticator`;
}

export async function leadOnFromPasswordChange(
  changed: Awaited<ReturnType<typeof changePassword>>,
  self: SessionSelf,
): Promise<string | Told> {
  if (!changed) return { field: "current", key: "wrong_password" };
  await keepSession(changed.secret, self.identityId);
  return `${SECURITY}?done=password`;
}
