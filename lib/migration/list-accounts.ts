import { type SQL, sql } from "drizzle-orm";
import type { AboutAccount } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { cursorAt, pageIn } from "@/lib/people/cursor";
import type { RoleName } from "@/lib/people/listed-person";
import { both, filtersOf, pageOfAccounts } from "./account-page-sql";
import type { AccountQuery } from "./account-query";
import type { Standing } from "./counts";
import type { Verdict } from "./verdicts";

type ViewTx = TenantTx<"migration.view">;

const PAGE = 25;

/** Somebody who may be the same person. */
export type Proposed = {
  id: string;
  name: string;
  email: string | null;
  stage: string;
  since: Date;
  roles: RoleName[];
};

export type ListedAccount = {
  id: string;
  name: string;
  oldUserName: string;
  source: string;
  office: string;
  email: string;
  phone: string | null;
  isActive: boolean;
  roleText: string | null;
  hashScheme: string | null;
  standing: Standing;
  verdict: Verdict | "unread";
  about: AboutAccount;
  personId: string | null;
  madePerson: boolean;
  proposed: Proposed | null;
};

type Row = Omit<ListedAccount, "proposed"> & {
  proposed: (Omit<Proposed, "since"> & { since: string }) | null;
};

// Column by column: no tenant's door may read what is sealed.
const columns = sql`x.id, x.name, x.old_user_name, x.source, x.office, x.email, x.phone, x.is_active, x.role_text,
  x.hash_scheme, x.standing, x.verdict, x.about, x.person_id, x.made_person`;

/** Each row and its neighbours are looked up by themselves: joined at once, all of the tenant would be read. */
const inFull = (page: SQL) => sql`
  with page as materialized (${page})
  select a.id, a.name, a.old_user_name as "oldUserName", a.source, a.office, a.email, a.phone, a.is_active as "isActive",
    a.role_text as "roleText", a.hash_scheme as "hashScheme", a.standing, a.verdict, a.about, a.person_id as "personId",
    a.made_person as "madePerson", p.proposed
  from page
    cross join lateral (select ${columns} from legacy_accounts x
      where x.tenant_id = app.tenant_id() and x.id = page.id limit 1) a
    left join lateral (select x.person_id from legacy_accounts x
      where x.tenant_id = app.tenant_id() and x.id = (a.about ->> 'other')::uuid limit 1) o on true
    left join lateral (select json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'stage', p.stage,
        'since', p.created_at, 'roles', (
          select coalesce(json_agg(json_build_object('name', r.name, 'builtIn', r.built_in) order by r.name), '[]')
          from person_roles pr join roles r on r.tenant_id = pr.tenant_id and r.id = pr.role_id
          where pr.tenant_id = p.tenant_id and pr.person_id = p.id)) as proposed
      from people p where p.tenant_id = app.tenant_id() and p.id = coalesce((a.about ->> 'person')::uuid, o.person_id)
      limit 1) p on true
  order by a.name, a.id`;

const accountIn = ({ proposed, ...row }: Row): ListedAccount => ({
  ...row,
  proposed: proposed && { ...proposed, since: new Date(proposed.since) },
});

/** One page of the open tenant's old accounts, by name. */
export async function listAccounts(tx: ViewTx, query: AccountQuery, size = PAGE) {
  const rows = await tx.execute<Row>(inFull(pageOfAccounts(query, size + 1)));
  const { shown, next } = pageIn(rows, size, ({ name, id }) => cursorAt(name, id));
  return { accounts: shown.map(accountIn), next };
}

/** How many a list shows, where that is kept: a search is not counted. */
export async function countAccounts(tx: TenantTx, query: AccountQuery): Promise<number | null> {
  if (query.q !== "") return null;
  const filters = [sql`tenant_id = app.tenant_id()`, ...filtersOf(query)];
  const [row] = await tx.execute<{ accounts: number }>(
    sql`select coalesce(sum(accounts), 0)::int as accounts from legacy_counts a where ${both(filters)}`,
  );
  return row?.accounts ?? 0;
}
