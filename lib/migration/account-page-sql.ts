import { type SQL, sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { emailKeyOf } from "@/lib/people/email";
import { userNameKeyOf } from "@/lib/people/user-name";
import type { AccountQuery } from "./account-query";
import { standings } from "./counts";

export const both = (parts: readonly SQL[]) => sql.join([...parts], sql` and `);
const isTenant = sql`a.tenant_id = app.tenant_id()`;

/** The rest of a search: a whole old user name, a whole address. */
function exact(q: string): SQL[] {
  const [userName, email] = [userNameKeyOf(q), emailKeyOf(q)];
  return [
    ...(userName === null ? [] : [sql`a.old_user_name_key = ${userName}`]),
    ...(email === null ? [] : [sql`a.email_key = ${email}`]),
  ];
}

// In this collation U+FFFF sorts after every letter, so the range is all names that start so.
const namedFrom = (q: string) => sql`a.name >= ${q.toLowerCase()} and a.name < ${`${q.toLowerCase()}\uffff`}`;

// Found before it is put in order: a walk in the order of names would read everybody.
const foundBy = (way: SQL) => sql`(select a.id, a.name, a.office, a.standing, a.verdict from legacy_accounts a
  where ${isTenant} and ${way} offset 0)`;

export function filtersOf({ standing, verdict, office }: AccountQuery): SQL[] {
  return [
    ...(standing ? [sql`a.standing = ${standing}`] : []),
    ...(verdict ? [sql`a.verdict = ${verdict}`] : []),
    ...(office === null ? [] : [sql`a.office = ${office}`]),
  ];
}

type Branch = { from: SQL; where: SQL };

const walked = (parts: readonly SQL[]): Branch => ({
  from: sql`legacy_accounts`,
  where: both([isTenant, ...parts]),
});

/** Each branch walks one index, most in the order of names, and the first of all are taken. */
function branches(query: AccountQuery): Branch[] {
  const filters = filtersOf(query);
  if (query.q !== "")
    return [
      walked([namedFrom(query.q), ...filters]),
      ...exact(query.q).map((way) => ({ from: foundBy(way), where: both([sql`true`, ...filters]) })),
    ];
  if (query.office !== null && query.standing === null)
    return standings.map((one) => walked([...filters, sql`a.standing = ${one}`]));
  return [walked(filters)];
}

/** The ids of one page, in the order of names. */
export function pageOfAccounts(query: AccountQuery, size: number): SQL {
  const { cursor } = query;
  const beyond = cursor ? sql`(a.name, a.id) > (${cursor.key}::text, ${cursor.id}::uuid)` : sql`true`;
  const parts = branches(query).map(
    ({ from, where }) => sql`(select a.id, a.name from ${from} a where ${where} and ${beyond}
      order by a.name, a.id ${atMost(size)})`,
  );
  // An account that is found in two ways is one.
  return sql`select name, id from (${sql.join(parts, sql` union `)}) u order by name, id ${atMost(size)}`;
}
