import { z } from "zod";
import { queued } from "@/lib/identity/hashing-queue";
import { clearRun, clearTries, countRun, countTry, giveBack, type Limit } from "@/lib/identity/limits";
import { matchesSlowHash } from "@/lib/identity/password";
import { PlainText } from "@/lib/plain-text";
import { knownDevice } from "./known-device";
import { type Called, identityCalled, limitKeyOf } from "./name";
import { renewHash } from "./renew-hash";
import { ReturnTo } from "./return-to";

// Never cut: what is too long is wrong, and is not hashed.
const Typed = z.string().min(1, "password_missing").max(1024, "password_long");
const rest = { password: Typed, returnTo: ReturnTo };

export const SignInDraft = z.strictObject({
  email: PlainText.min(1, "email_missing")
    .max(254, "email_wrong")
    .refine((text) => text === "" || text.includes("@"), "user_name_alone"),
  remember: z.literal("on").optional(),
  ...rest,
});
export type SignInDraft = z.output<typeof SignInDraft>;

/** With a company code, a user name is enough. */
export const CompanySignInDraft = z.strictObject({
  company: PlainText.min(1, "company_missing").max(64, "company_wrong"),
  name: PlainText.min(1, "user_name_missing").max(254, "user_name_long"),
  ...rest,
});
export type CompanySignInDraft = z.output<typeof CompanySignInDraft>;

/** Who one says to be, and the proof. */
export type Claim = Called & { password: string; returnTo?: string | undefined };

export type From = { address: string; device: string | undefined };

export type PasswordVerdict =
  | {
      verdict: "right";
      identityId: string;
      /** Of which password this was said. */
      passwordSetAt: string | null;
      returnTo: string | null;
      trusted?: string | undefined;
    }
  | { verdict: "wrong"; identityId: string | null }
  | { verdict: "wait"; until: Date };

const TEN_MINUTES = 600;
const DAY = 86_400;
const perAddress: readonly Limit[] = [
  { name: "password from", most: 30, seconds: TEN_MINUTES },
  { name: "password from", most: 300, seconds: DAY },
];
const perName: Limit = { name: "password from for", most: Number.MAX_SAFE_INTEGER, seconds: DAY };
const perDevice: Limit = { name: "password on device", most: 10, seconds: 3600 };

const latest = (moments: (Date | null)[]) =>
  moments.reduce<Date | null>((most, one) => (one && (!most || one > most) ? one : most), null);

/** An attacker may use up the name's and the address's tries; a device that is known has its own. */
async function countStranger(name: string, address: string): Promise<Date | null> {
  const blocked = await countRun("password", name);
  if (blocked) return blocked;
  const counted = [
    countTry(perName, `${address}|${name}`),
    ...perAddress.map((limit) => countTry(limit, address)),
  ];
  return latest(await Promise.all(counted));
}

/** A success gives back all tries of that name from that address, so that an office is not locked out. */
async function forgive(name: string, address: string, device: string | null): Promise<void> {
  const [tries] = await Promise.all([
    clearTries(perName, `${address}|${name}`),
    clearRun("password", name),
    device ? clearTries(perDevice, device) : 0,
  ]);
  if (tries > 0) await Promise.all(perAddress.map((limit) => giveBack(limit, address, tries)));
}

const triesOver = (deviceId: string | null, name: string, address: string) =>
  deviceId ? countTry(perDevice, deviceId) : countStranger(name, address);

/** Counts first, then checks; unknown and wrong answer alike, in the same time (OWASP ASVS 5.0, 6.3.8). */
export async function checkPassword(
  { password, returnTo, ...called }: Claim,
  { address, device }: From,
): Promise<PasswordVerdict> {
  const name = limitKeyOf(called);
  const { identityId, passwordHash, passwordSetAt } = await identityCalled(called);
  const deviceId = knownDevice(device, identityId);
  // Counted within the queue, so that only as many tries are open at once as can be checked at once.
  const verdict = await queued(async (): Promise<PasswordVerdict> => {
    const until = await triesOver(deviceId, name, address);
    if (until) return { verdict: "wait", until };
    const right = await matchesSlowHash(passwordHash, password.normalize("NFC"));
    if (!right || !identityId) return { verdict: "wrong", identityId };
    await forgive(name, address, deviceId);
    return { verdict: "right", identityId, passwordSetAt, returnTo: returnTo ?? null };
  });
  if (verdict.verdict === "right" && passwordHash)
    await renewHash({
      identityId: verdict.identityId,
      stored: passwordHash,
      password: password.normalize("NFC"),
    });
  return verdict;
}
