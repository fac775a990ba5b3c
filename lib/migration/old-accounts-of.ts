import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { ownTenant } from "@/lib/tenants/own";
import { isOldSignInOpen } from "./old-sign-in";

export type OldAccountOfPerson = {
  id: string;
  source: string;
  office: string;
  oldUserName: string;
  movedAt: Date | null;
  movedBy: string | null;
  leftOutAt: Date | null;
  closedAt: Date | null;
  /** Whether an old password is kept to log in with. */
  hasPassword: boolean;
  /** Whether the company's old log-in is open at all. */
  isDoorOpen: boolean;
};

type Row = Record<"id" | "source" | "office" | "old_user_name", string> &
  Record<"moved_at" | "moved_by" | "left_out_at" | "closed_at" | "hash_scheme", string | null>;

const dateOf = (moment: string | null) => (moment ? new Date(moment) : null);

type OldLogIn = "works" | "shut" | "none";

/** Whether any of them still lets somebody in at the old door: it may be shut, or no old password kept. */
export function oldLogInOf(accounts: readonly OldAccountOfPerson[]): OldLogIn {
  const kept = accounts.filter(({ hasPassword, movedAt }) => hasPassword && !movedAt);
  if (kept.length === 0) return "none";
  const works = kept.some(({ isDoorOpen, closedAt, leftOutAt }) => isDoorOpen && !closedAt && !leftOutAt);
  return works ? "works" : "shut";
}

/** The accounts somebody had in earlier systems. */
export async function oldAccountsOf(
  tx: TenantTx<"people.view">,
  personId: string,
): Promise<OldAccountOfPerson[]> {
  const rows = await tx.execute<Row>(sql`
    select id, source, office, old_user_name, moved_at, moved_by, left_out_at, closed_at, hash_scheme
    from legacy_accounts
    where tenant_id = app.tenant_id() and person_id = ${personId}::uuid order by source, office, old_user_name`);
  if (rows.length === 0) return [];
  const isDoorOpen = isOldSignInOpen(await ownTenant(tx));
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    office: row.office,
    oldUserName: row.old_user_name,
    movedAt: dateOf(row.moved_at),
    movedBy: row.moved_by,
    leftOutAt: dateOf(row.left_out_at),
    closedAt: dateOf(row.closed_at),
    hasPassword: row.hash_scheme !== null,
    isDoorOpen,
  }));
}
