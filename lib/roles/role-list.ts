import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import {
  type BuiltInRole,
  builtInRoles,
  isElevated,
  type Permission,
  permissionsOf,
} from "@/lib/access/permissions";
import { Refusal } from "@/lib/refusal";
import { holdsAll } from "./grantable";

export type ListedRole = {
  id: string;
  name: string;
  builtIn: BuiltInRole | null;
  allows: readonly Permission[];
  elevated: boolean;
  /** Whether it allows nothing that the reader may not do. */
  within: boolean;
  /** Who has it and is here; counted to a thousand, and one more when there are more. */
  holders: number;
};

/** So many are counted; more is "more". */
export const HOLDERS_COUNTED = 1000;

type Row = {
  id: string;
  name: string;
  built_in: BuiltInRole | null;
  permissions: string[];
  holders: number;
};

const rank = ({ builtIn }: ListedRole) => (builtIn ? builtInRoles.indexOf(builtIn) : builtInRoles.length);

function listed(tx: TenantTx, { id, name, built_in: builtIn, permissions, holders }: Row): ListedRole {
  const role = { builtIn, permissions };
  return {
    id,
    name,
    builtIn,
    allows: permissionsOf(role),
    elevated: isElevated(role),
    within: holdsAll(tx.actor.permissions, role),
    holders,
  };
}

/** All roles of the open tenant, the built-in ones first, with how many have each. */
export async function listRoles(tx: TenantTx<"roles.view">): Promise<ListedRole[]> {
  const rows = await tx.execute<Row>(sql`
    select r.id, r.name, r.built_in, r.permissions, h.holders
    from roles r cross join lateral (select count(*)::int as holders from (
      select 1 from person_roles pr cross join lateral (
        -- One by one: joined at once, all people of the tenant would be read for it.
        select 1 from people p where p.tenant_id = pr.tenant_id and p.id = pr.person_id and p.left_at is null limit 1) here
      where pr.tenant_id = r.tenant_id and pr.role_id = r.id limit ${HOLDERS_COUNTED + 1}) one) h
    where r.tenant_id = app.tenant_id()`);
  return rows.map((row) => listed(tx, row)).sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** One of them; a stranger's id and one that never was look alike. */
export async function listedRole(tx: TenantTx<"roles.view">, roleId: string): Promise<ListedRole> {
  const role = (await listRoles(tx)).find(({ id }) => id === roleId);
  if (!role) throw new Refusal("not_found");
  return role;
}
