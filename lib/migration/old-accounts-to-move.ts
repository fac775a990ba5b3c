import { sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import type { TenantTx } from "@/lib/access/doors";

/** Linked to the person, or looking like theirs: by the address, or by the name alone. */
export type OldAccountToMove = {
  id: string;
  source: string;
  office: string;
  oldUserName: string;
  name: string;
  email: string;
  roleText: string | null;
  how: "linked" | "address" | "name";
};

const MOST = 20;

const columns = sql`a.id, a.source, a.office, a.old_user_name as "oldUserName", a.name, a.email, a.role_text as "roleText"`;
const open = sql`a.moved_at is null and a.left_out_at is null and a.sent_at is null`;
const free = sql`${open} and a.person_id is null`;

/** The old accounts that would move with somebody, each found by an index of its own. */
export async function oldAccountsToMove(tx: TenantTx, personId: string): Promise<OldAccountToMove[]> {
  const rows = await tx.execute<OldAccountToMove>(sql`
    with p as (select tenant_id, id, name, email_key from people where tenant_id = app.tenant_id() and id = ${personId}::uuid)
    select * from (
      select ${columns}, 'linked' as how from p join legacy_accounts a on a.tenant_id = p.tenant_id and a.person_id = p.id
        where ${open}
      union all select ${columns}, 'address' from p join legacy_accounts a on a.tenant_id = p.tenant_id
        and a.email_key = p.email_key where ${free}
      union all select ${columns}, 'name' from p join legacy_accounts a on a.tenant_id = p.tenant_id and a.name = p.name
        where ${free} and not a.kept and a.email_key is distinct from p.email_key
    ) found order by array_position(array['linked', 'address', 'name'], how), source, office, "oldUserName" ${atMost(MOST)}`);
  return [...rows];
}
