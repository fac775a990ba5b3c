import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { grantableRoles } from "@/lib/roles/grantable";
import { holdsOther } from "@/lib/roles/holds-other";
import { isMoment } from "@/lib/time";
import { judgeAnew } from "./judge-anew";
import { countAccounts } from "./list-accounts";
import { waiting } from "./verdicts";
import { OfficeChoice } from "./wave-choice";

type RunTx = TenantTx<"migration.run">;

/** All that wait with one verdict, of one office or of all; `seen`: how many they were to who says so. */
export const LeavingOut = z.strictObject({
  verdict: z.enum(waiting, "not_understood"),
  office: OfficeChoice.optional(),
  seen: z.coerce.number().int().min(1).max(10_000_000),
});

export const TakingIn = z.strictObject({ at: z.string().refine(isMoment, "not_found") });

type Changed = { id: string; emailKey: string | null };

/** Accounts of people who may do more than who acts, or will: these stay as they are. */
async function ofMore(tx: RunTx): Promise<SQL> {
  const ids = (await grantableRoles(tx, tx.actor.permissions)).map(({ id }) => id);
  return sql`(${holdsOther({ tenantId: sql`a.tenant_id`, personId: sql`a.person_id` }, ids)}
    or a.person_id is null and exists (select 1 from legacy_roles lr where lr.tenant_id = a.tenant_id
      and lr.role_key = a.role_key and lr.role_id <> all (${sql.param(ids)}::uuid[])))`;
}

/** Another account with the same address may stand differently now. */
const judgeSharing = (tx: RunTx, changed: readonly Changed[]) => {
  const keys = sql.param([
    ...new Set(changed.flatMap(({ emailKey }) => (emailKey === null ? [] : [emailKey]))),
  ]);
  return judgeAnew(tx, sql`left_out_at is null and email_key = any (${keys}::text[])`);
};

/** Leaves all of them out at one moment, by which they are taken in again. */
export async function leaveOutTogether(
  tx: RunTx,
  { verdict, office, seen }: z.output<typeof LeavingOut>,
): Promise<void> {
  const query = { q: "", standing: "waits", verdict, office: office ?? null, cursor: null } as const;
  const count = (await countAccounts(tx, query)) ?? 0;
  if (count !== seen) throw new Refusal("accounts_changed", { count });
  const changed = await tx.execute<Changed>(sql`
    update legacy_accounts a set left_out_at = now(), left_out_why = 'together', verdict = 'left_out'
    where a.tenant_id = app.tenant_id() and a.standing = 'waits' and a.verdict = ${verdict}
      and ${office === undefined ? sql`true` : sql`a.office = ${office}`} and not ${await ofMore(tx)}
    returning a.id, a.email_key as "emailKey"`);
  if (changed.length === 0) throw new Refusal("person_above_yours");
  await judgeSharing(tx, changed);
  record(tx, { action: "legacy.left_out", details: { what: verdict, count: changed.length } });
}

/** Takes those in again that were left out together at one moment. */
export async function takeInTogether(tx: RunTx, { at }: z.output<typeof TakingIn>): Promise<void> {
  const changed = await tx.execute<Changed>(sql`
    update legacy_accounts a set left_out_at = null, left_out_why = null, verdict = 'unread'
    where a.tenant_id = app.tenant_id() and a.left_out_why = 'together' and a.left_out_at = ${at}::timestamptz
      and not ${await ofMore(tx)}
    returning a.id, a.email_key as "emailKey"`);
  if (changed.length === 0) throw new Refusal("account_moved");
  const ids = sql.param(changed.map(({ id }) => id));
  await judgeAnew(tx, sql`id = any (${ids}::uuid[])`);
  await judgeSharing(tx, changed);
  record(tx, { action: "legacy.taken_in", details: { count: changed.length } });
}

export type LeftTogether = { at: string; accounts: number };

/** Those that were left out together last, as long as they are left out. */
export async function lastLeftTogether(tx: TenantTx<"migration.view">): Promise<LeftTogether | null> {
  const together = sql`tenant_id = app.tenant_id() and left_out_why = 'together'`;
  const [last] = await tx.execute<LeftTogether>(sql`
    select to_char(left_out_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, count(*)::int as accounts
    from legacy_accounts where ${together}
      and left_out_at = (select max(left_out_at) from legacy_accounts where ${together}) group by left_out_at`);
  return last ?? null;
}
