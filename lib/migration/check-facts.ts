import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { legacyRoles } from "@/db/schema/legacy";
import { roles } from "@/db/schema/roles";
import { isElevated, type Permission } from "@/lib/access/permissions";
import { userNameKeyOf } from "@/lib/people/user-name";
import { policyOf } from "@/lib/policy/policy";
import { holdsAll, type Role } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import type { Account, CheckFacts, First } from "./verdicts";

type Known = { key: string; id: string; name: string };
type Named = ReadonlyMap<string, { id: string; name: string }>;

const OFTEN = 3;
const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

const texts = (all: readonly (string | null)[]) =>
  sql`${sql.param([...new Set(all.filter((one) => one !== null && one !== ""))])}::text[]`;

const byKey = (rows: readonly Known[]): Named => new Map(rows.map(({ key, ...one }) => [key, one]));

/** Who had each address first in each office, or has a person by now; switched off accounts keep it from nobody. */
async function firstsAt(tx: Tx, keys: ReturnType<typeof texts>): Promise<CheckFacts["firsts"]> {
  const rows = await tx.execute<First & { key: string }>(sql`
    select key, id, office, name, "oldUserName" from (
      select distinct on (email_key, office) email_key as key, id, office, name, old_user_name as "oldUserName", made_person,
        created_at, line
      from legacy_accounts
      where tenant_id = app.tenant_id() and email_key = any (${keys}) and left_out_at is null and (is_active or kept)
        and (person_id is null or made_person)
      order by email_key, office, made_person desc, created_at, line, id) f
    order by key, made_person desc, created_at, line, id`);
  const all = new Map<string, First[]>();
  for (const { key, ...one } of rows) all.set(key, [...(all.get(key) ?? []), one]);
  return all;
}

const peopleAt = async (tx: Tx, keys: ReturnType<typeof texts>) =>
  byKey(
    await tx.execute<Known>(sql`
      select email_key as key, id, name from people where tenant_id = app.tenant_id() and email_key = any (${keys})`),
  );

const signingInBy = async (tx: Tx, keys: ReturnType<typeof texts>) =>
  byKey(
    await tx.execute<Known>(sql`
      select s.email_key as key, p.id, p.name from app.people_signing_in_by(${keys}) s
      join people p on p.tenant_id = app.tenant_id() and p.id = s.person_id`),
  );

const calledBy = async (tx: Tx, keys: ReturnType<typeof texts>) =>
  byKey(
    await tx.execute<Known>(sql`
      select user_name_key as key, id, name from people
      where tenant_id = app.tenant_id() and user_name_key = any (${keys})`),
  );

/** One of each name, among those who came without an old account. */
const namesakes = async (tx: Tx, names: ReturnType<typeof texts>) =>
  byKey(
    await tx.execute<Known>(sql`
      select n.name as key, p.id, p.name from unnest(${names}) n(name) cross join lateral (
        select p.id, p.name from people p where p.tenant_id = app.tenant_id() and p.name = n.name and not exists (
          select 1 from legacy_accounts a where a.tenant_id = p.tenant_id and a.person_id = p.id and a.made_person)
        order by p.id limit 1) p`),
  );

/** What the words of the old system mean here, and what of it may be given. */
async function roleFacts(tx: Tx, held: ReadonlySet<Permission>) {
  const rows = await tx.select().from(roles).where(sql`tenant_id = app.tenant_id()`);
  const mapped = await tx.select().from(legacyRoles).where(sql`tenant_id = app.tenant_id()`);
  const all = rows.map((row) => ({ ...row, elevated: isElevated(row) }));
  const asRole = ({ id, name, builtIn, elevated }: (typeof all)[number]): Role => ({
    id,
    name,
    builtIn,
    elevated,
  });
  const byId = new Map(all.map((row) => [row.id, asRole(row)]));
  const byWord = new Map<string, Role[]>();
  for (const { roleKey, roleId } of mapped) {
    const role = byId.get(roleId);
    if (role) byWord.set(roleKey, [...(byWord.get(roleKey) ?? []), role]);
  }
  return {
    roles: byWord,
    fallback: all.filter(({ builtIn }) => builtIn === "member").map(asRole),
    grantable: new Set(rows.filter((row) => holdsAll(held, row)).map(({ id }) => id)),
  };
}

/** Domains that are no slip: the company's own, and those that several of these use. */
function domainsIn(keys: readonly string[], own: string | null | undefined): Set<string> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(domainOf(key), (counts.get(domainOf(key)) ?? 0) + 1);
  const often = [...counts].filter(([, count]) => count >= OFTEN).sort(([, a], [, b]) => b - a);
  return new Set([...(own?.includes("@") ? [domainOf(own)] : []), ...often.map(([domain]) => domain)]);
}

/** All that some old accounts are judged by, in a handful of statements whatever their number. */
export async function checkFacts(
  tx: Tx,
  held: ReadonlySet<Permission>,
  accounts: readonly Account[],
): Promise<CheckFacts & { language: "en" | "nl" }> {
  const present = accounts.flatMap(({ emailKey }) => (emailKey ? [emailKey] : []));
  const keys = texts(present);
  const { policy, contact, language } = await ownTenant(tx);
  const rule = policyOf(policy).userName;
  const names = accounts.map(({ oldUserName }) => userNameKeyOf(oldUserName));
  return {
    firsts: await firstsAt(tx, keys),
    people: await peopleAt(tx, keys),
    named: await namesakes(tx, texts(accounts.map(({ name }) => name))),
    signingIn: await signingInBy(tx, keys),
    userNames: await calledBy(tx, rule === "equals_email" ? keys : texts([...names, ...present])),
    ...(await roleFacts(tx, held)),
    domains: domainsIn(present, contact.email),
    rule,
    language,
  };
}
