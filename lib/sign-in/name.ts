import { sql } from "drizzle-orm";
import { lookUp } from "@/lib/access/doors";
import { emailKeyOf } from "@/lib/people/email";
import { userNameKeyOf } from "@/lib/people/user-name";
import { companyKeyOf } from "./company";

/** What somebody calls themselves at the door. */
export type Called = { company?: string | undefined; name: string };

/** `passwordSetAt` as the database writes it: it is only compared. */
export type Known = {
  identityId: string | null;
  passwordHash: string | null;
  passwordSetAt: string | null;
};
const nobody: Known = { identityId: null, passwordHash: null, passwordSetAt: null };

type Row = { id: string; password_hash: string | null; set_at: string | null };
const knownBy = ([row]: readonly Row[]): Known =>
  row ? { identityId: row.id, passwordHash: row.password_hash, passwordSetAt: row.set_at } : nobody;

/** Over all companies only an address is somebody's: user names may be alike. */
const calledByAddress = async (emailKey: string) =>
  knownBy([
    ...(await lookUp("sign in", (db) =>
      db.execute<Row>(sql`select i.id, i.password_hash, i.password_set_at::text as set_at from identity_addresses a
        join identities i on i.id = a.identity_id where a.email_key = ${emailKey} and a.verified_at is not null`),
    )),
  ]);

/** Within one company: an address or a user name of somebody there, in one statement whatever is unknown. */
const calledWithin = async (companyKey: string, name: string) =>
  knownBy([
    ...(await lookUp("sign in", (db) =>
      db.execute<Row>(sql`
        with here as (select id from tenants where company_code_key = ${companyKey} and suspended_at is null),
        found as (
          select 1 as turn, p.identity_id from identity_addresses a
            join people p on p.identity_id = a.identity_id and p.tenant_id = (select id from here) and p.left_at is null
            where a.email_key = ${emailKeyOf(name)} and a.verified_at is not null
          union all
          select 2, p.identity_id from people p
            where p.tenant_id = (select id from here) and p.user_name_key = ${userNameKeyOf(name)} and p.left_at is null)
        select i.id, i.password_hash, i.password_set_at::text as set_at from found f join identities i on i.id = f.identity_id order by f.turn limit 1`),
    )),
  ]);

/** Who is meant; nobody when any part is unknown or they do not belong together. */
export async function identityCalled({ company, name }: Called): Promise<Known> {
  if (company !== undefined) {
    const key = companyKeyOf(company);
    return key ? calledWithin(key, name) : nobody;
  }
  const emailKey = emailKeyOf(name);
  return emailKey ? calledByAddress(emailKey) : nobody;
}

/** By what tries are counted, known or not: the key where there is one, or each spelling would have tries of its own. */
export function limitKeyOf({ company, name }: Called): string {
  const called = emailKeyOf(name) ?? userNameKeyOf(name) ?? name.trim().toLowerCase();
  return company === undefined
    ? called
    : `${called}|${companyKeyOf(company) ?? company.trim().toLowerCase()}`;
}
