import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { countLockedOut } from "@/lib/migration/locked-out";
import { hasAccount, isElevatedSql, peopleWithAccount } from "./policy-people";

/** Whom a change of the rules can touch, in numbers. */
export type PolicyReach = {
  /** Everybody with an account. */
  people: number;
  withoutSecondStep: number;
  /** Of those: with power over others, who get no days. */
  elevatedWithout: number;
  /** Of those: with a date that is still ahead. */
  dated: number;
  withBackupCodes: number;
  otherUserName: number;
  openInvitations: number;
  /** Who has not moved from an earlier system yet. */
  notMoved: number;
};

type Row = {
  people: string;
  without: string;
  elevated: string;
  dated: string;
  codes: string;
  names: string;
  invitations: string;
};

/** Counted over the whole tenant, before anything is saved. */
export async function policyReach(tx: TenantTx<"policy.view">): Promise<PolicyReach> {
  const elevated = await isElevatedSql(tx);
  const none = sql`s.factor_since is null`;
  const [row] = await tx.execute<Row>(sql`
    select count(*) as people,
      count(*) filter (where ${none}) as without,
      count(*) filter (where ${none} and ${elevated}) as elevated,
      count(*) filter (where ${none} and not ${elevated} and p.second_step_due_at > clock_timestamp()) as dated,
      count(*) filter (where s.backup_codes_left > 0) as codes,
      count(*) filter (where p.user_name_key is not null and p.user_name_key is distinct from p.email_key) as names,
      (select count(*) from invitations i where i.tenant_id = app.tenant_id() and i.accepted_at is null
        and i.withdrawn_at is null and i.declined_at is null and i.expires_at > clock_timestamp()) as invitations
    from ${peopleWithAccount} where ${hasAccount}`);
  return {
    people: Number(row?.people),
    withoutSecondStep: Number(row?.without),
    elevatedWithout: Number(row?.elevated),
    dated: Number(row?.dated),
    withBackupCodes: Number(row?.codes),
    otherUserName: Number(row?.names),
    openInvitations: Number(row?.invitations),
    notMoved: (await countLockedOut(tx)).all,
  };
}
