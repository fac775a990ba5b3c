import { sql } from "drizzle-orm";
import postgres from "postgres";
import { closePools } from "@/db/client";
import { enterTenant, type SystemTx, withSystem } from "@/lib/access/doors";
import {
  newMember,
  newSession,
  newTenant,
  PASSWORD,
  passwordHash,
  type Tenant,
} from "@/lib/testing/factories";

const PEOPLE_OF_OTHERS = 40;
const SIGN_INS = 200;
const AT_ONCE = 10_000;

type Slice = { from: number; to: number };

const firstNames =
  `Anna Bram Cato Daan Eva Fien Gijs Hanna Ilse Jan Karin Lars Mila Noor Omar Pim Quinten Roos Sem Tess
  Ugo Vera Wout Xandra Yara Zoë Aylin Boris Chloé Dirk Emre Fatima Guus Hugo Iris Joris Kaya Luuk Maud Niek`.split(
    /\s+/,
  );
// One in 75 is called Tanaka (a common word to search), one in 2,500 Ramachandran (a rare one).
const lastNames =
  `Tanaka ${"de Vries|Jansen|van Dijk|Bakker|Visser|Smit|Meijer|Mulder|de Groot|Bos|Peters|Hendriks|Dekker|Brouwer|Koster"
    .split("|")
    .flatMap((name) => [name, `${name}-Smits`, `${name}-Kok`, `${name}-Prins`, `${name}-Vos`])
    .slice(0, 74)
    .join("|")}`
    .replace("Tanaka ", "Tanaka|")
    .split("|");

const list = (names: readonly string[]) => sql`${`{${names.map((name) => `"${name}"`).join(",")}}`}::text[]`;

/** Where of a hundred people somebody stands: most are in, some are on their way. */
const moments = sql`
  case when n >= 4 then now() - interval '20 days' end as invited_at,
  case when n >= 4 then now() + case when n between 17 and 19 then interval '-2 days' else interval '9 days' end end as expires_at,
  case when n >= 6 then now() - interval '20 days' end as sent_at,
  case when n between 4 and 5 then now() - interval '20 days' end as bounced_at,
  case when n >= 20 then now() - interval '19 days' end as account_at,
  case when n >= 30 then now() - interval '19 days' end as second_step_at,
  case when n >= 30 then now() - interval '19 days' end as active_at,
  case when n between 30 and 31 then now() - interval '3 days' end as suspended_at,
  case when n = 32 then now() - interval '2 days' end as left_at`;

const idOf = (what: string, tenant: Tenant) => sql`md5(${`${what} ${tenant.slug} `} || i)::uuid`;

async function addIdentities(tx: SystemTx, tenant: Tenant, { from: first, to: last }: Slice): Promise<void> {
  const hash = await passwordHash();
  const from = sql`from generate_series(${first}::int, ${last}::int) i where i % 100 >= 20`;
  await tx.execute(sql`insert into identities (id, name, password_hash, password_set_at)
    select ${idOf("identity", tenant)}, 'Somebody', ${hash}, now() ${from}`);
  await tx.execute(sql`insert into factors (identity_id, kind, label, sealed_secret, confirmed_at)
    select ${idOf("identity", tenant)}, 'totp', 'Somebody', 'none', now() - interval '19 days' ${from}`);
  await tx.execute(sql`insert into sessions (token_hash, identity_id, proofs, last_seen_at, idle_minutes, expires_at)
    select sha256((${tenant.slug}::text || i)::bytea), ${idOf("identity", tenant)}, '[]', now() - i % 500 * interval '1 hour', 30, now()
    ${from} and i % 2 = 0`);
}

async function addPeople(tx: SystemTx, tenant: Tenant, { from, to }: Slice): Promise<void> {
  await tx.execute(sql`
    insert into people (tenant_id, id, name, email, email_key, identity_id, invited_at, expires_at, sent_at, bounced_at,
      account_at, second_step_at, active_at, suspended_at, left_at)
    select ${tenant.id}::uuid, id, name, email, email, case when n >= 20 then identity_id end, ${moments}
    from (select i, i % 100 as n, ${idOf("person", tenant)} as id, ${idOf("identity", tenant)} as identity_id,
        'person' || i || ${`@${tenant.slug}.test`} as email,
        (${list(firstNames)})[1 + (i * 7919) % ${firstNames.length}] || ' '
          || case when i % 2500 = 7 then 'Ramachandran' else (${list(lastNames)})[1 + (i / 3) % 75] end as name
      from generate_series(${from}::int, ${to}::int) i) p`);
}

const addRoles = (tx: SystemTx, tenant: Tenant, { from, to }: Slice) =>
  tx.execute(sql`insert into person_roles (tenant_id, person_id, role_id)
    select ${tenant.id}::uuid, ${idOf("person", tenant)},
      case when i % 50 = 0 then ${tenant.roles.manager}::uuid else ${tenant.roles.member}::uuid end
    from generate_series(${from}::int, ${to}::int) i`);

const owner = postgres(process.env.DATABASE_OWNER_URL ?? "", { max: 1, onnotice: () => undefined });

/** So many people of one company, with their roles, identities, second steps and sessions. */
async function fill(tenant: Tenant, count: number): Promise<void> {
  for (const add of [addIdentities, addPeople, addRoles]) {
    for (let from = 1; from <= count; from += AT_ONCE)
      await withSystem("create tenant", async (tx) => {
        await enterTenant(tx, tenant.id);
        await add(tx, tenant, { from, to: Math.min(from + AT_ONCE - 1, count) });
      });
    // A foreign key is checked by a plan made for the table as it was known: here that was nearly empty.
    if (count > PEOPLE_OF_OTHERS) await owner`analyze`;
  }
}

async function inTurns<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count)
    made.push(...(await Promise.all(Array.from({ length: Math.min(8, count - made.length) }, make))));
  return made;
}

/** A company whose policy only offers the second step, so that both kinds of sign-in can be measured. */
async function company(size: number) {
  const tenant = await newTenant({ slug: `bench-${size}`, name: `Bench ${size}` }, { secondStep: "offered" });
  await fill(tenant, size);
  const owner = await newMember(tenant, "owner", { name: "Ada Bakker" });
  const member = async (secondStep: boolean) => {
    const { identity } = await newMember(tenant, "member", { secondStep });
    return { email: identity.email, key: identity.key };
  };
  return {
    size,
    slug: tenant.slug,
    id: tenant.id,
    session: await newSession(owner.identity.id),
    identityId: owner.identity.id,
    withPassword: await inTurns(SIGN_INS, () => member(false)),
    withCode: await inTurns(SIGN_INS, () => member(true)),
  };
}

const sizes: number[] = JSON.parse(process.argv[2] ?? "[]");
const others = Number(process.argv[3] ?? 50);
for (let n = 0; n < others; n++) await fill(await newTenant(), PEOPLE_OF_OTHERS);
const companies = [];
for (const size of sizes) companies.push(await company(size));
console.log(JSON.stringify({ password: PASSWORD, companies }));
await closePools();
await owner.end();
