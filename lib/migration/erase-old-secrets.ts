import { type SQL, sql } from "drizzle-orm";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";

/** So long something that was shut can be opened again with its old passwords. */
export const SECRETS_KEPT_DAYS = 30;

const BATCH = 500;
const longAgo = sql`now() - make_interval(days => ${sql.raw(String(SECRETS_KEPT_DAYS))})`;

/** The company's old log-in ended: none of its old passwords opens anything. */
const hasEnded = sql`t.old_sign_in_ends_at < ${longAgo}`;
const holdsSecrets = sql`(a.sealed_hash is not null or a.sealed_totp is not null)`;
/** This one was left out, or its old way in was closed. */
const isShut = sql`(a.left_out_at is not null or a.closed_at is not null)
  and least(a.left_out_at, a.closed_at) < ${longAgo} and ${holdsSecrets}`;
const isOfEnded = sql`a.standing <> 'moved' and ${holdsSecrets}`;

const anyOf = (which: SQL) =>
  sql`exists (select 1 from legacy_accounts a where a.tenant_id = t.id and ${which})`;

const tenantsWithSome = () =>
  lookUp("housekeeping", (db) =>
    db.execute<{ id: string; ended: boolean }>(sql`
      select t.id, coalesce(${hasEnded}, false) as ended from tenants t
      where ${anyOf(isShut)} or (${hasEnded} and ${anyOf(isOfEnded)})`),
  );

/** What the list said of them is forgotten too: when they come in a later list, it counts as a change and is sealed anew. */
async function eraseBatch(tx: SystemTx, tenantId: string, which: SQL): Promise<number> {
  await enterTenant(tx, tenantId);
  const rows = await tx.execute<{ id: string }>(sql`
    update legacy_accounts set sealed_hash = null, sealed_totp = null, hash_scheme = null, about = about - 'given'
    where tenant_id = ${tenantId} and id in (
      select a.id from legacy_accounts a where a.tenant_id = ${tenantId} and ${which} limit ${BATCH})
    returning id`);
  if (rows.length > 0) record(tx, { action: "legacy.secrets_erased", details: { count: rows.length } });
  return rows.length;
}

/** Every night: old passwords and keys that have opened nothing for a month go. */
export async function eraseOldSecrets(): Promise<void> {
  for (const { id, ended } of await tenantsWithSome()) {
    let erased = BATCH;
    while (erased === BATCH)
      erased = await withSystem("housekeeping", (tx) => eraseBatch(tx, id, ended ? isOfEnded : isShut));
  }
}
