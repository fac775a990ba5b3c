import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { identities, identityAddresses } from "@/db/schema/identities";
import { lookUp } from "@/lib/access/doors";
import { queued } from "@/lib/identity/hashing-queue";
import { clearRun, clearTries, countRun, countTry, giveBack, type Limit } from "@/lib/identity/limits";
import { matchesSlowHash } from "@/lib/identity/password";
import { emailKeyOf } from "@/lib/people/email";
import { knownDevice } from "./known-device";

export const SignInDraft = z.strictObject({
  email: z.string().trim().min(1, "email_missing").max(254, "email_wrong"),
  // Never cut: what is too long is wrong, and is not hashed.
  password: z.string().min(1, "password_missing").max(1024, "password_long"),
  returnTo: z.string().max(500).optional(),
});
export type SignInDraft = z.output<typeof SignInDraft>;

export type From = { address: string; device: string | undefined };

export type PasswordVerdict =
  | { verdict: "right"; identityId: string; returnTo: string | null }
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

type Known = { identityId: string | null; passwordHash: string | null };
const nobody: Known = { identityId: null, passwordHash: null };

async function identityCalled(name: string): Promise<Known | null> {
  const emailKey = emailKeyOf(name);
  if (!emailKey) return null;
  const [found] = await lookUp("sign in", (db) =>
    db
      .select({ identityId: identities.id, passwordHash: identities.passwordHash })
      .from(identityAddresses)
      .innerJoin(identities, eq(identities.id, identityAddresses.identityId))
      .where(and(eq(identityAddresses.emailKey, emailKey), sql`${identityAddresses.verifiedAt} is not null`)),
  );
  return found ?? null;
}

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

const noBudget = (deviceId: string | null, name: string, address: string) =>
  deviceId ? countTry(perDevice, deviceId) : countStranger(name, address);

/** Counts first, then checks; unknown and wrong answer alike, in the same time (OWASP ASVS 5.0, 6.3.8). */
export async function checkPassword(
  { email, password, returnTo }: SignInDraft,
  { address, device }: From,
): Promise<PasswordVerdict> {
  // The key where there is one, or each spelling of a domain would have tries of its own.
  const name = emailKeyOf(email) ?? email.toLowerCase();
  const { identityId, passwordHash }: Known = (await identityCalled(email)) ?? nobody;
  const deviceId = knownDevice(device, identityId);
  // Counted within the queue, so that only as many tries are open at once as can be checked at once.
  return queued(async () => {
    const until = await noBudget(deviceId, name, address);
    if (until) return { verdict: "wait", until };
    const right = await matchesSlowHash(passwordHash, password.normalize("NFC"));
    if (!right || !identityId) return { verdict: "wrong", identityId };
    await forgive(name, address, deviceId);
    return { verdict: "right", identityId, returnTo: returnTo ?? null };
  });
}
