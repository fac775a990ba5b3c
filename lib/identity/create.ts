import { and, eq, sql } from "drizzle-orm";
import { identities, identityAddresses } from "@/db/schema/identities";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";

type Newcomer = { name: string; email: string; emailKey: string; passwordHash: string };

/** The identity an address is proved to belong to; null when it is nobody's yet. */
export async function identityAt(tx: SystemTx, emailKey: string): Promise<string | null> {
  const [found] = await tx
    .select({ identityId: identityAddresses.identityId })
    .from(identityAddresses)
    .where(and(eq(identityAddresses.emailKey, emailKey), sql`verified_at is not null`));
  return found?.identityId ?? null;
}

/** An identity whose address the mailed link has proved. */
export async function createIdentity(
  tx: SystemTx,
  { name, email, emailKey, passwordHash }: Newcomer,
): Promise<string> {
  if (await identityAt(tx, emailKey)) throw new Refusal("account_exists");
  const [identity] = await tx
    .insert(identities)
    .values({ name, passwordHash, passwordSetAt: sql`clock_timestamp()` })
    .returning({ id: identities.id });
  if (!identity) throw new Error("no identity was stored");
  const address = { identityId: identity.id, email, emailKey, verifiedAt: sql`clock_timestamp()` };
  // Two companies' links to one address may be accepted at once: one of them makes the account.
  const [own] = await tx
    .insert(identityAddresses)
    .values({ ...address, isPrimary: true })
    .onConflictDoNothing()
    .returning({ id: identityAddresses.id });
  if (!own) throw new Refusal("account_exists");
  record(tx, { action: "identity.created", identityId: identity.id });
  record(tx, { action: "password.set", identityId: identity.id });
  return identity.id;
}
