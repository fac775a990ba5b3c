import { z } from "zod";
import type { Proof } from "@/db/schema/sessions";
import type { SessionSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { isFresh } from "@/lib/access/fresh";
import { record } from "@/lib/events/record";
import { type CodeVerdict, checkCode } from "@/lib/factors/check-code";
import { countCode, giveBackCode } from "@/lib/factors/sign-in-code";
import { minutesAgo } from "@/lib/time";
import { matchOwnPassword, renew } from "./confirm-again";
import { type ProofsHeld, proofsHeld } from "./proofs-held";

/** How long the security page stays open after it was opened; each change asks for a fresh proof of its own. */
const OPEN_MINUTES = 15;

const withPassword = new Set<Proof["kind"]>(["password", "password_again"]);

/** The password was asked again for this page: the sign-in's own, always the first proof, does not count. */
function hasOpened({ proofs }: SessionSelf, kinds: ReadonlySet<Proof["kind"]>): boolean {
  const since = minutesAgo(OPEN_MINUTES);
  return proofs.slice(1).some(({ kind, at }) => kinds.has(kind) && new Date(at) >= since);
}

export type Asked = { password: boolean; code: boolean };

const asksOf = (self: SessionSelf, { hasPassword, hasApp }: ProofsHeld): Asked => ({
  password: hasPassword && !hasOpened(self, withPassword),
  code: hasApp && !hasOpened(self, new Set(["totp", "passkey"])) && !isFresh(self),
});

/** What the page asks before it shows anything; null when it is open. */
export async function askedToOpen(tx: IdentityTx<"session">): Promise<Asked | null> {
  const asked = asksOf(tx.self, await proofsHeld(tx));
  return asked.password || asked.code ? asked : null;
}

export const OpeningDraft = z.strictObject({
  password: z.string().max(1024, "password_long").optional(),
  code: z.string().trim().max(40, "code_form").optional(),
});
type OpeningDraft = z.output<typeof OpeningDraft>;

export type Opening =
  | { verdict: "right"; secret: string | null; byCode: boolean }
  | { verdict: "password_missing" | "code_missing" | "wrong_password" }
  | Exclude<CodeVerdict, { verdict: "right" }>;

export type Prepared = { asked: Asked; password: "right" | "wrong" | "missing" | "not_asked" };

const nothing: Asked = { password: false, code: false };

/** The slow part and the counting, before the door. A code is looked at only after a right password. */
export async function prepareOpening(self: SessionSelf, { password, code }: OpeningDraft): Promise<Prepared> {
  const asked = (await withIdentity<"session", Asked | null>(self, askedToOpen)) ?? nothing;
  const judged = asked.password ? await judge(self, password) : "not_asked";
  if (judged !== "wrong" && judged !== "missing" && asked.code && code)
    await countCode({ flowId: self.sessionId, identityId: self.identityId }, { code });
  return { asked, password: judged };
}

async function judge(
  self: SessionSelf,
  password: string | undefined,
): Promise<"right" | "wrong" | "missing"> {
  if (!password) return "missing";
  return (await matchOwnPassword(self, password)) ? "right" : "wrong";
}

/** A password counts as a fresh proof only where there is no second step at all. */
function kindsOf(self: SessionSelf, asked: Asked, { hasApp, hasPasskey }: ProofsHeld): Proof["kind"][] {
  const isAlone = !hasApp && !hasPasskey && !isFresh(self);
  return [
    ...(asked.password ? [isAlone ? ("password_again" as const) : ("password" as const)] : []),
    ...(asked.code ? ["totp" as const] : []),
  ];
}

/** What was wrong with the password; null when the code may be looked at. */
function passwordFault(tx: IdentityTx<"session">, password: Prepared["password"]): Opening | null {
  if (password === "missing") return { verdict: "password_missing" };
  if (password !== "wrong") return null;
  record(tx, { action: "session.confirmed", result: "refused", reason: "wrong_password" });
  return { verdict: "wrong_password" };
}

async function codeFault(tx: IdentityTx<"session">, code: string | undefined): Promise<Opening | null> {
  if (!code) return { verdict: "code_missing" };
  const checked = await checkCode(tx, code);
  return checked.verdict === "right" ? null : checked;
}

/** Opens the page: both proofs at once, or none. */
export async function openSecurity(
  tx: IdentityTx<"session">,
  { code }: OpeningDraft,
  { asked, password }: Prepared,
): Promise<Opening> {
  const fault = passwordFault(tx, password) ?? (asked.code ? await codeFault(tx, code) : null);
  if (fault) return fault;
  const kinds = kindsOf(tx.self, asked, await proofsHeld(tx));
  const secret = kinds.length > 0 ? (await renew(tx, ...kinds)).secret : null;
  return { verdict: "right", secret, byCode: asked.code };
}

/** A right code does not count against anybody. */
export const giveBackOpening = ({ sessionId, identityId }: SessionSelf) =>
  giveBackCode({ flowId: sessionId, identityId });
