import { sql } from "drizzle-orm";
import { roles } from "@/db/schema/roles";
import type { TenantTx } from "@/lib/access/doors";
import { isElevated } from "@/lib/access/permissions";
import { policyOf } from "@/lib/policy/policy";
import { holdsAll } from "@/lib/roles/grantable";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import type { Facts, KnownPerson, Row } from "./judge";
import { byEachName } from "./role-of-row";

const OFTEN = 3;

const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** Domains that are no slip: the company's own, and those used often in this list, the most used first. */
function domainsIn(keys: readonly string[], own: readonly (string | null | undefined)[]): Set<string> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(domainOf(key), (counts.get(domainOf(key)) ?? 0) + 1);
  const often = [...counts].filter(([, count]) => count >= OFTEN).sort(([, a], [, b]) => b - a);
  const ours = own.filter((one) => one?.includes("@")).map((one) => domainOf(one ?? ""));
  return new Set([...ours, ...often.map(([domain]) => domain)]);
}

type PersonLine = KnownPerson & { key: string };

/** Who has these addresses, in one statement. */
export async function peopleAt(tx: TenantTx, keys: readonly string[]): Promise<Map<string, KnownPerson>> {
  const rows = await tx.execute<PersonLine>(sql`
    select id, email_key as key, name, case
      when left_at is not null then 'left' when suspended_at is not null then 'suspended'
      when active_at is not null then 'active' when identity_id is not null then 'started'
      when invited_at is not null then 'invited' else 'free' end as state,
      case when bounced_at is not null then 'bounced' when expires_at <= now() then 'expired' else 'open' end as offer
    from people where tenant_id = app.tenant_id() and email_key = any (${sql.param([...keys])}::text[])`);
  return new Map(rows.map(({ key, ...person }) => [key, person]));
}

/** Those at which a mail did not arrive before. */
export async function deadAt(tx: TenantTx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ key: string }>(sql`
    select address_key as key from dead_addresses
    where tenant_id = app.tenant_id() and address_key = any (${sql.param([...keys])}::text[])`);
  return new Set(rows.map(({ key }) => key));
}

async function userNamesAt(tx: TenantTx, keys: readonly string[]): Promise<Facts["userNames"]> {
  if (keys.length === 0) return new Map();
  const rows = await tx.execute<{ key: string; name: string; email_key: string | null }>(sql`
    select user_name_key as key, name, email_key from people
    where tenant_id = app.tenant_id() and user_name_key = any (${sql.param([...keys])}::text[])`);
  return new Map(rows.map(({ key, name, email_key }) => [key, { name, emailKey: email_key }]));
}

/** Where each key stands first among the rows that count. */
function firstOf(rows: readonly Row[], keyOf: (row: Row) => string | null): Map<string, number> {
  const first = new Map<string, number>();
  for (const row of rows) {
    const key = row.leftOut ? null : keyOf(row);
    if (key) first.set(key, Math.min(first.get(key) ?? row.line, row.line));
  }
  return first;
}

const present = (keys: readonly (string | null)[]) => [...new Set(keys.filter((key) => key !== null))];

/** The company's side of the facts: the same for every row. */
export async function tenantFacts(tx: TenantTx, fallback: readonly string[]) {
  const tenant = await ownTenant(tx);
  const rows = await tx.select().from(roles).where(sql`tenant_id = app.tenant_id()`);
  const all = rows.map((row) => ({
    id: row.id,
    name: row.name,
    builtIn: row.builtIn,
    elevated: isElevated(row),
  }));
  return {
    tenant,
    rolesByName: byEachName(all),
    rolesById: new Map(all.map((role) => [role.id, role])),
    grantable: new Set(rows.filter((row) => holdsAll(tx.actor.permissions, row)).map(({ id }) => id)),
    fallback,
    rule: policyOf(tenant.policy).userName,
  };
}

async function ownAddress(tx: TenantTx): Promise<string | null> {
  const [me] = await tx.execute<{ email: string | null }>(
    sql`select email from people where tenant_id = app.tenant_id() and id = ${tx.actor.personId}::uuid`,
  );
  return me?.email ?? null;
}

/** All that the rows of a list are judged by, in a handful of statements whatever their number. */
export async function factsFor(
  tx: TenantTx,
  rows: readonly Row[],
  fallback: readonly string[],
): Promise<Facts & { tenant: OwnTenant }> {
  const keys = present(rows.map(({ emailKey }) => emailKey));
  const names = present(rows.map(({ userNameKey }) => userNameKey));
  const ofTenant = await tenantFacts(tx, fallback);
  return {
    ...ofTenant,
    people: await peopleAt(tx, keys),
    dead: await deadAt(tx, keys),
    userNames: await userNamesAt(tx, ofTenant.rule === "equals_email" ? keys : names),
    firstLine: firstOf(rows, ({ emailKey }) => emailKey),
    firstUserName: firstOf(rows, ({ userNameKey }) => userNameKey),
    domains: domainsIn(keys, [await ownAddress(tx), ofTenant.tenant.contact.email]),
  };
}
