import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";

const WORDS_SHOWN = 200;

/** A word of the old system, and the role it is here once somebody has said so. */
export type RoleWord = { roleKey: string; roleText: string; roleId: string | null };

/** Each word once: the index is leapt through, not walked. */
export const roleWords = (tx: TenantTx<"migration.view">): Promise<RoleWord[]> =>
  tx.execute<RoleWord>(sql`
    with recursive word(key) as (
      (select role_key from legacy_accounts where tenant_id = app.tenant_id() and role_key is not null
        order by role_key limit 1)
      union all
      select (select a.role_key from legacy_accounts a where a.tenant_id = app.tenant_id() and a.role_key > word.key
        order by a.role_key limit 1) from word where word.key is not null)
    select w.key as "roleKey", t.role_text as "roleText",
      (select r.role_id from legacy_roles r where r.tenant_id = app.tenant_id() and r.role_key = w.key limit 1) as "roleId"
    from (select key from word where key is not null limit ${WORDS_SHOWN}) w cross join lateral (
      select role_text from legacy_accounts a where a.tenant_id = app.tenant_id() and a.role_key = w.key limit 1) t
    order by w.key`);
