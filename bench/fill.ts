import type { TransactionSql } from "postgres";
import type { Tenant } from "@/lib/testing/factories";
import { firstNames, lastNames } from "./names";

/** Where of a hundred people somebody stands: most are in, some are on their way. */
const MOMENTS = `
  case when n >= 4 then now() - interval '20 days' end as invited_at,
  case when n >= 4 then now() + case when n between 17 and 19 then interval '-2 days' else interval '9 days' end end as expires_at,
  case when n >= 6 then now() - interval '20 days' end as sent_at,
  case when n between 4 and 5 then now() - interval '20 days' end as bounced_at,
  case when n >= 20 then now() - interval '19 days' end as account_at,
  case when n >= 30 then now() - interval '19 days' end as second_step_at,
  case when n >= 30 then now() - interval '19 days' end as active_at,
  case when n between 30 and 31 then now() - interval '3 days' end as suspended_at,
  case when n = 32 then now() - interval '2 days' end as left_at`;

/** Everybody who is to be, in each company of `w`. */
const EVERYBODY = `create temporary table everybody on commit drop as
  select w.tenant_id, w.slug, i, i % 100 as n, md5('person ' || w.slug || ' ' || i)::uuid as person_id,
    md5('identity ' || w.slug || ' ' || i)::uuid as identity_id,
    case when i % 50 = 0 then w.manager else w.member end as role_id
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[]) w (tenant_id, slug, member, manager),
    generate_series(1, $5::int) i`;

const IDENTITIES = `insert into identities (id, name, password_hash, password_set_at)
  select identity_id, 'Somebody', $1::text, now() from everybody where n >= 20`;

const PEOPLE = `insert into people (tenant_id, id, name, email, email_key, identity_id, has_second_step, invited_at, expires_at,
    sent_at, bounced_at, account_at, second_step_at, active_at, suspended_at, left_at)
  select tenant_id, person_id,
    ($1::text[])[1 + (i::bigint * 7919) % cardinality($1::text[])] || ' '
      || case when i % 2500 = 7 then 'Ramachandran' else ($2::text[])[1 + (i / 3) % cardinality($2::text[])] end,
    'person' || i || '@' || slug || '.test', 'person' || i || '@' || slug || '.test',
    case when n >= 20 then identity_id end, n >= 20, ${MOMENTS} from everybody`;

const ROLES = `insert into person_roles (tenant_id, person_id, role_id, stage, name)
  select e.tenant_id, e.person_id, e.role_id, p.stage, p.name from everybody e join people p on p.id = e.person_id`;

const FACTORS = `insert into factors (identity_id, kind, label, sealed_secret, confirmed_at)
  select identity_id, 'totp', 'Somebody', 'none', now() - interval '19 days' from everybody where n >= 20`;

const SESSIONS = `insert into sessions (token_hash, identity_id, proofs, last_seen_at, idle_minutes, expires_at)
  select sha256((slug || i)::bytea), identity_id, '[]', now() - i % 500 * interval '1 hour', 30, now()
  from everybody where n >= 20 and i % 2 = 0`;

type Wanted = { tenants: readonly Tenant[]; count: number; passwordHash: string };

/** So many people in each company, with their identities, roles, second steps and sessions. */
export async function fill(sql: TransactionSql, { tenants, count, passwordHash }: Wanted): Promise<void> {
  const of = (value: (tenant: Tenant) => string) => tenants.map(value);
  await sql.unsafe(EVERYBODY, [
    of(({ id }) => id),
    of(({ slug }) => slug),
    of(({ roles }) => roles.member),
    of(({ roles }) => roles.manager),
    count,
  ]);
  await sql.unsafe(IDENTITIES, [passwordHash]);
  await sql.unsafe(FACTORS);
  await sql.unsafe(PEOPLE, [firstNames, lastNames]);
  await sql.unsafe(ROLES);
  await sql.unsafe(SESSIONS);
}
