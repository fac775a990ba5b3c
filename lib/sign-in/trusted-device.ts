import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { trustedDevices } from "@/db/schema/devices";
import type { IdentityTx } from "@/lib/access/doors";
import { type Recording, record } from "@/lib/events/record";
import type { Rules } from "@/lib/policy/policy";
import { newSecret, sha256 } from "@/lib/secrets";
import { hoursFromNow } from "@/lib/time";
import { rulesFor } from "./standing";

/** The cookie's secret, and until when it is worth something. */
export type Trusted = { secret: string; until: Date };

/** Nobody with power over others signs in without the second step, whatever the policy says. */
export const trustedDaysOf = ({ trustedDays, elevated }: Rules) => (elevated ? 0 : trustedDays);

/** This device need not show the second step for as many days as the rules allow; null when they allow none. */
export async function trustDevice(tx: IdentityTx<"sign-in">): Promise<Trusted | null> {
  const { identityId, trace } = tx.self;
  const days = trustedDaysOf(await rulesFor(tx, identityId));
  if (days === 0) return null;
  const secret = newSecret();
  const until = hoursFromNow(days * 24);
  const hash = sha256(secret);
  await tx.insert(trustedDevices).values({ identityId, hash, browser: trace.browser, expiresAt: until });
  record(tx, { action: "device.trusted", details: { days } });
  return { secret, until };
}

/** Under the rules of now. A secret serves once: the next one comes with the session. */
export async function trustAgain(
  tx: Tx,
  identityId: string,
  secret: string | undefined,
): Promise<Trusted | null> {
  const days = secret ? trustedDaysOf(await rulesFor(tx, identityId)) : 0;
  if (!secret || days === 0) return null;
  const next = newSecret();
  const [device] = await tx
    .update(trustedDevices)
    .set({ hash: sha256(next) })
    .where(
      and(
        eq(trustedDevices.hash, sha256(secret)),
        eq(trustedDevices.identityId, identityId),
        isNull(trustedDevices.endedAt),
        sql`expires_at > clock_timestamp()`,
        sql`created_at + make_interval(days => ${days}) > clock_timestamp()`,
      ),
    )
    .returning({ until: trustedDevices.expiresAt });
  return device ? { secret: next, until: device.until } : null;
}

/** After any change of password or second step: every device shows the second step again. */
export async function forgetDevices(tx: Tx & Recording, identityId: string): Promise<number> {
  const ended = await tx
    .update(trustedDevices)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(trustedDevices.identityId, identityId), isNull(trustedDevices.endedAt)))
    .returning({ id: trustedDevices.id });
  if (ended.length > 0)
    record(tx, { action: "devices.forgotten", identityId, details: { devices: ended.length } });
  return ended.length;
}
