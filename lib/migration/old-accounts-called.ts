import { sql } from "drizzle-orm";
import { lookUp } from "@/lib/access/doors";
import { userNameKeyOf } from "@/lib/people/user-name";
import { companyKeyOf } from "@/lib/sign-in/company";
import type { AccessKeyDraft } from "./access-key-draft";
import { isOldSignInOpen, type OldSignIn } from "./old-sign-in";
import { isShut } from "./shut-account";

type CompanyRow = {
  id: string;
  policy: Record<string, unknown>;
  ends_at: string | null;
};

/** An old account of that user name, as far as the old door depends on it. */
export type OldAccount = {
  id: string;
  personId: string | null;
  sealedHash: string | null;
  standing: string;
  /** Closed for this one, left out, or its person has no access to give or was refused it. */
  isClosed: boolean;
  /** Its person has an account here by whatever way. */
  isMoved: boolean;
};

export type Called = {
  company: { id: string; policy: Record<string, unknown>; oldSignInEndsAt: Date | null };
  accounts: OldAccount[];
  /** A hash as the company's others are, so that who is not there takes as long as who is. */
  decoy: { id: string; sealedHash: string } | null;
} | null;

/** Of account `a` and its person `p`: why one is let in no more, and why one needs it no more. */
const isClosed = isShut(
  {
    id: sql`a.id`,
    tenantId: sql`a.tenant_id`,
    personId: sql`a.person_id`,
    closedAt: sql`a.closed_at`,
    leftOutAt: sql`a.left_out_at`,
  },
  { leftAt: sql`p.left_at`, suspendedAt: sql`p.suspended_at` },
);
const isMoved = sql<boolean>`(a.moved_at is not null or p.identity_id is not null)`;

const MOST = 3;
const NEAR = 50;

async function companyOf(code: string) {
  const key = companyKeyOf(code);
  if (!key) return null;
  const [row] = await lookUp("access key", (db) =>
    db.execute<CompanyRow>(sql`select id, policy, old_sign_in_ends_at as ends_at from tenants
      where company_code_key = ${key} and suspended_at is null`),
  );
  return row
    ? { id: row.id, policy: row.policy, oldSignInEndsAt: row.ends_at ? new Date(row.ends_at) : null }
    : null;
}

/** The old door names no system, and an office may be left out: there may be several, and the password tells. */
const accountsCalled = (tenantId: string, nameKey: string, office: string) =>
  lookUp("access key", (db) =>
    db.execute<OldAccount>(sql`
      select a.id, a.person_id as "personId", a.sealed_hash as "sealedHash", a.standing,
        ${isClosed} as "isClosed", ${isMoved} as "isMoved"
      from legacy_accounts a left join people p on p.tenant_id = a.tenant_id and p.id = a.person_id
      where a.tenant_id = ${tenantId} and a.old_user_name_key = ${nameKey}
        and (${office} = '' or lower(a.office) = lower(${office}))
      order by (a.moved_at is null) desc, a.office, a.source limit ${MOST}`),
  );

type Hashed = { id: string; sealedHash: string };

const nearest = (tenantId: string, nameKey: string) =>
  lookUp("access key", (db) =>
    db.execute<Hashed>(sql`
      with after as (select id, sealed_hash, 1 as turn, old_user_name_key as k from legacy_accounts
          where tenant_id = ${tenantId} and old_user_name_key >= ${nameKey} order by old_user_name_key limit ${NEAR}),
        before as (select id, sealed_hash, 2, old_user_name_key from legacy_accounts
          where tenant_id = ${tenantId} and old_user_name_key < ${nameKey} order by old_user_name_key desc limit ${NEAR})
      select id, sealed_hash as "sealedHash" from (select * from after union all select * from before) x
      where sealed_hash is not null order by turn, k limit 1`),
  );

/** Who could be meant; null when the company is not known. The same statements whatever is there. */
export async function oldAccountsCalled({
  company: code,
  name,
  office,
}: Omit<AccessKeyDraft, "password">): Promise<Called> {
  const company = await companyOf(code);
  if (!company) return null;
  // What can be no user name is nobody's.
  const nameKey = userNameKeyOf(name) ?? "";
  const [accounts, decoys] = await Promise.all([
    accountsCalled(company.id, nameKey, office?.trim() ?? ""),
    nearest(company.id, nameKey),
  ]);
  return { company, accounts: [...accounts], decoy: decoys[0] ?? null };
}

/** Whether somebody could come by the old door now: it is open for them, and an old password is kept. */
export async function isOldDoorOpenFor(
  tenant: OldSignIn & { id: string },
  personId: string,
): Promise<boolean> {
  if (!isOldSignInOpen(tenant)) return false;
  const rows = await lookUp("access key", (db) =>
    db.execute(sql`
      select from legacy_accounts a join people p on p.tenant_id = a.tenant_id and p.id = a.person_id
      where a.tenant_id = ${tenant.id} and a.person_id = ${personId} and a.sealed_hash is not null
        and not ${isClosed} and not ${isMoved} limit 1`),
  );
  return rows.length > 0;
}
