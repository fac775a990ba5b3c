import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { holdsOther } from "@/lib/roles/holds-other";
import { namedIn, rolesOf } from "./person-of-account";
import type { Account, CheckFacts } from "./verdicts";

type Made = {
  accountId: string;
  personId: string;
  name: string;
  email: string;
  emailKey: string | null;
  userName: string | null;
  userNameKey: string | null;
  phone: string | null;
  roleIds: string[];
};

const asRows = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`;
const columns = sql`"accountId" uuid, "personId" uuid, name text, email text, "emailKey" text, "userName" text,
  "userNameKey" text, phone text`;

type Names = Pick<Made, "userName" | "userNameKey">;
const unnamed: Names = { userName: null, userNameKey: null };

/** Among these the first takes a user name that several of them have in their offices; the rest have none. */
function namer(facts: CheckFacts, taken: Set<string>) {
  return (account: Account): Names => {
    const wanted = namedIn(account, facts);
    if (!wanted || taken.has(wanted.userNameKey)) return unnamed;
    taken.add(wanted.userNameKey);
    return wanted;
  };
}

function drafts(accounts: readonly Account[], facts: CheckFacts, taken: Set<string>): Made[] {
  const namesOf = namer(facts, taken);
  return accounts.map((account) => ({
    accountId: account.id,
    personId: account.personId ?? crypto.randomUUID(),
    name: account.name || account.email,
    email: account.email,
    emailKey: account.emailKey,
    ...namesOf(account),
    phone: account.phone,
    roleIds: (rolesOf(account, facts) ?? []).map(({ id }) => id),
  }));
}

async function storeRoles(tx: Tx, all: readonly Made[]): Promise<void> {
  const rows = all.flatMap(({ personId, roleIds }) => roleIds.map((roleId) => ({ personId, roleId })));
  await tx.execute(sql`
    insert into person_roles (person_id, role_id) select r."personId", r."roleId"
    from jsonb_to_recordset(${asRows(rows)}) as r("personId" uuid, "roleId" uuid) on conflict do nothing`);
}

/**
 * A person for each of these, "Not invited": nobody is told anything. Gives the person of each account. `taken` are the
 * user names that others of the same batch have just got.
 */
export async function makePeople(
  tx: Tx,
  accounts: readonly Account[],
  facts: CheckFacts & { language: "en" | "nl" },
  taken: Set<string>,
): Promise<ReadonlyMap<string, string>> {
  if (accounts.length === 0) return new Map();
  const made = drafts(accounts, facts, taken);
  await tx.execute(sql`
    insert into people (id, name, email, email_key, user_name, user_name_key, phone, language)
    select r."personId", r.name, r.email, r."emailKey", r."userName", r."userNameKey", r.phone, ${facts.language}
    from jsonb_to_recordset(${asRows(made)}) as r(${columns})`);
  await storeRoles(tx, made);
  return new Map(made.map(({ accountId, personId }) => [accountId, personId]));
}

/**
 * What a list or a hand has changed since reaches the person, as long as nobody has invited them or given them more
 * than whoever checks may give.
 */
export async function renewPeople(
  tx: Tx,
  accounts: readonly Account[],
  facts: CheckFacts,
  taken: Set<string>,
): Promise<void> {
  if (accounts.length === 0) return;
  const wished = drafts(accounts, facts, taken);
  const rows = await tx.execute<{ id: string }>(sql`
    update people p set name = r.name, email = r.email, email_key = r."emailKey", user_name = r."userName",
      user_name_key = r."userNameKey", phone = coalesce(r.phone, p.phone)
    from jsonb_to_recordset(${asRows(wished)}) as r(${columns})
    where p.tenant_id = app.tenant_id() and p.id = r."personId" and p.stage = 'not_invited'
      and not ${holdsOther({ tenantId: sql`p.tenant_id`, personId: sql`p.id` }, [...facts.grantable])}
    returning p.id`);
  const renewed = new Set(rows.map(({ id }) => id));
  const ids = sql.param([...renewed]);
  await tx.execute(
    sql`delete from person_roles where tenant_id = app.tenant_id() and person_id = any (${ids}::uuid[])`,
  );
  await storeRoles(
    tx,
    wished.filter(({ personId }) => renewed.has(personId)),
  );
}
