import { and, eq, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { legacyAccounts } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { withdrawOffer } from "@/lib/invitations/offer";
import { withoutAccount } from "@/lib/people/leaving";
import { type Managed, otherPerson, refuseIfLeft } from "@/lib/people/managed-person";
import { tellPerson } from "@/lib/people/tell-person";
import { Refusal } from "@/lib/refusal";
import { grantableRoles } from "@/lib/roles/grantable";
import { refuseIfLastOwner } from "@/lib/roles/last-owner";

/** A closed list, so that the log holds no words about anybody. */
export const undoReasons = ["wrong_person", "wrong_mailbox", "too_early", "asked", "another"] as const;

export const UndoDraft = z.strictObject({
  personId: z.uuid("not_found"),
  reason: z.enum(undoReasons, "reason_missing"),
});
type Undo = z.output<typeof UndoDraft>;

type RunTx = TenantTx<"migration.run">;

/** Only what was activated: who had an account here before did not get it by a move. */
const wasActivated = sql`moved_by in ('mail', 'access_key')`;

/** The accounts go back: ready to move again, without an old password. */
async function reopen(tx: RunTx, personId: string): Promise<string[]> {
  const own = and(sql`tenant_id = app.tenant_id()`, eq(legacyAccounts.personId, personId));
  const [activated] = await tx
    .select({ id: legacyAccounts.id })
    .from(legacyAccounts)
    .where(and(own, isNotNull(legacyAccounts.movedAt), wasActivated))
    .limit(1);
  if (!activated) return [];
  const rows = await tx
    .update(legacyAccounts)
    .set({ movedAt: null, movedBy: null, sentAt: null, hashScheme: null })
    .where(and(own, isNotNull(legacyAccounts.movedAt)))
    .returning({ id: legacyAccounts.id });
  return rows.map(({ id }) => id);
}

/** Their waves say so too, and tell what roles there were before. */
async function revertInWaves(tx: RunTx, accountIds: readonly string[], reason: string) {
  const rows = await tx.execute<{ roleIds: string[] | null }>(sql`
    update wave_accounts set state = 'reverted', reason = ${reason}, done_at = clock_timestamp()
    where tenant_id = app.tenant_id() and account_id = any (${sql.param([...accountIds])}::uuid[]) and state in ('sent', 'linked')
    returning before -> 'roleIds' as "roleIds"`);
  return rows.find(({ roleIds }) => roleIds !== null)?.roleIds ?? null;
}

/** What one may not give is not given back by this way. */
async function putRolesBack(tx: RunTx, personId: string, roleIds: readonly string[]): Promise<void> {
  const grantable = await grantableRoles(tx, tx.actor.permissions);
  const ids = sql.param(grantable.map(({ id }) => id).filter((id) => roleIds.includes(id)));
  await tx.execute(sql`delete from person_roles where tenant_id = app.tenant_id() and person_id = ${personId}::uuid
    and role_id <> all (${ids}::uuid[])`);
  await tx.execute(sql`insert into person_roles (person_id, role_id)
    select ${personId}::uuid, id from unnest(${ids}::uuid[]) as r(id) on conflict do nothing`);
}

/** Their own account stays theirs; this company is none of its any more from the next request on. */
async function unlink(tx: RunTx, { id }: Managed): Promise<void> {
  await withdrawOffer(tx, id);
  await tx.update(people).set(withoutAccount).where(eq(people.id, id));
  await tx.execute(sql`update messages set state = 'cancelled', sealed = null
    where tenant_id = app.tenant_id() and person_id = ${id}::uuid and state = 'queued'`);
}

/** Takes somebody back to before their move, after they have activated; they are told by mail. */
export async function undoMove(tx: TenantTx<"migration.run">, { personId, reason }: Undo): Promise<void> {
  const person = await otherPerson(tx, personId);
  refuseIfLeft(person);
  const { name, identityId } = person;
  if (!identityId) throw new Refusal("move_not_activated", { name });
  await refuseIfLastOwner(tx, personId);
  const accounts = await reopen(tx, personId);
  if (accounts.length === 0) throw new Refusal("move_not_activated", { name });
  const before = await revertInWaves(tx, accounts, reason);
  if (before) await putRolesBack(tx, personId, before);
  await unlink(tx, person);
  await tellPerson(tx, person, "move_undone");
  for (const subjectId of accounts)
    record(tx, { action: "legacy.reverted", personId, identityId, subjectId, details: { why: reason } });
}
