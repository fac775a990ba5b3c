import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { deadAt, tenantFacts } from "@/lib/imports/facts";
import type { Role } from "@/lib/roles/grantable";
import type { OwnTenant } from "@/lib/tenants/own";
import type { PlanFacts, PlannedAccount, PlannedPerson } from "./plan";

type PersonLine = Omit<PlannedPerson, "roles"> & { roleIds: string[] };

const present = (ids: readonly (string | null)[]) => [...new Set(ids.filter((one) => one !== null))];

async function peopleOf(tx: TenantTx, ids: readonly string[], roles: ReadonlyMap<string, Role>) {
  const rows = await tx.execute<PersonLine>(sql`
    select p.id, p.name, p.email, p.email_key as "emailKey", p.user_name as "userName",
      p.user_name_key as "userNameKey", p.language, p.stage, array(select pr.role_id from person_roles pr
        where pr.tenant_id = p.tenant_id and pr.person_id = p.id) as "roleIds"
    from people p where p.tenant_id = app.tenant_id() and p.id = any (${sql.param([...ids])}::uuid[])`);
  return new Map(
    rows.map(({ roleIds, ...person }): [string, PlannedPerson] => [
      person.id,
      { ...person, roles: roleIds.flatMap((id) => roles.get(id) ?? []) },
    ]),
  );
}

async function elsewhere(tx: TenantTx, accountIds: readonly string[], waveId: string | null) {
  const rows = await tx.execute<{ id: string }>(sql`
    select account_id as id from wave_accounts where tenant_id = app.tenant_id()
      and account_id = any (${sql.param([...accountIds])}::uuid[]) and state in ('todo', 'sent')
      and wave_id is distinct from ${waveId}::uuid`);
  return new Set(rows.map(({ id }) => id));
}

/** The tenant's side: the same for every batch of a dry run. */
export async function companyFacts(tx: TenantTx) {
  const { tenant, rolesById, grantable } = await tenantFacts(tx, []);
  return { tenant, rolesById, grantable };
}
export type CompanyFacts = Awaited<ReturnType<typeof companyFacts>>;

type Of = { waveId: string | null; language: "en" | "nl" };

/** All that the moves of these accounts depend on, in three statements whatever their number. */
export async function planFacts(
  tx: TenantTx,
  accounts: readonly PlannedAccount[],
  { waveId, language }: Of,
  company: CompanyFacts,
): Promise<PlanFacts & { tenant: OwnTenant }> {
  const { tenant, rolesById, grantable } = company;
  const ids = present(accounts.map(({ personId }) => personId));
  const people = await peopleOf(tx, ids, rolesById);
  const keys = present([...people.values()].map(({ emailKey }) => emailKey));
  return {
    tenant,
    people,
    grantable,
    language,
    dead: await deadAt(tx, keys),
    elsewhere: await elsewhere(
      tx,
      accounts.map(({ id }) => id),
      waveId,
    ),
  };
}
