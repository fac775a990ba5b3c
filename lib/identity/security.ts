import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { backupCodes, factors } from "@/db/schema/factors";
import { identities } from "@/db/schema/identities";
import { passkeys } from "@/db/schema/passkeys";
import type { IdentityTx } from "@/lib/access/doors";
import { ownPhone, textWayOf } from "@/lib/phones/own-phone";
import { rulesFor } from "@/lib/sign-in/standing";
import { ownSessions } from "./own-sessions";
import { readinessOf } from "./readiness";

const appsOf = (tx: IdentityTx, identityId: string) =>
  tx
    .select({
      id: factors.id,
      label: factors.label,
      addedAt: factors.confirmedAt,
      lastUsedAt: factors.lastUsedAt,
    })
    .from(factors)
    .where(and(eq(factors.identityId, identityId), isNotNull(factors.confirmedAt), isNull(factors.endedAt)))
    .orderBy(desc(factors.confirmedAt));

/** Made together with the newest: used codes of an earlier sheet are not counted. */
const ofNewest = (identityId: string) =>
  sql`created_at > (select max(b.created_at) - interval '1 second' from backup_codes b where b.identity_id = ${identityId})`;

async function codesOf(tx: IdentityTx, identityId: string) {
  const [row] = await tx
    .select({
      all: sql<number>`count(*)::int`,
      left: sql<number>`(count(*) filter (where spent_at is null))::int`,
      madeAt: sql<string | null>`min(created_at)`,
      lastUsedAt: sql<string | null>`max(spent_at)`,
    })
    .from(backupCodes)
    .where(and(eq(backupCodes.identityId, identityId), isNull(backupCodes.endedAt), ofNewest(identityId)));
  const day = (moment: string | null | undefined) => (moment ? new Date(moment) : null);
  return {
    all: row?.all ?? 0,
    left: row?.left ?? 0,
    madeAt: day(row?.madeAt),
    lastUsedAt: day(row?.lastUsedAt),
  };
}

const passkeysOf = (tx: IdentityTx, identityId: string) =>
  tx
    .select({ name: passkeys.name })
    .from(passkeys)
    .where(and(eq(passkeys.identityId, identityId), isNull(passkeys.endedAt)))
    .orderBy(passkeys.createdAt);

/** How one signs in, and how one gets back: all that the page shows, and no secret. */
export async function ownSecurity(tx: IdentityTx<"session">) {
  const { identityId } = tx.self;
  const [own] = await tx
    .select({ passwordSetAt: identities.passwordSetAt, hash: sql<boolean>`password_hash is not null` })
    .from(identities)
    .where(eq(identities.id, identityId));
  const apps = await appsOf(tx, identityId);
  const codes = await codesOf(tx, identityId);
  const keys = (await passkeysOf(tx, identityId)).map(({ name }) => name);
  const rules = await rulesFor(tx, identityId);
  const text = textWayOf(rules, await ownPhone(tx, identityId));
  const phone = text.state === "works" ? text.phone.lastDigits : null;
  return {
    apps,
    codes,
    text,
    passkeys: keys.length,
    rules,
    password: { isSet: own?.hash === true, setAt: own?.passwordSetAt ?? null },
    sessions: await ownSessions(tx),
    readiness: readinessOf({ hasApp: apps.length > 0, codesLeft: codes.left, passkeys: keys, phone, rules }),
  };
}
export type OwnSecurity = Awaited<ReturnType<typeof ownSecurity>>;
