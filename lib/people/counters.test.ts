import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { enterTenant, lookUp, type SystemTx, speakFor, withSystem } from "@/lib/access/doors";
import { isRefusal } from "@/lib/refusal";
import { newTenant, type Tenant } from "@/lib/testing/factories";

const WRITERS = 6;
const ACTS = 15;

type Lines = { counted: string[]; real: string[] };

/** What the counters say, and what is there. */
async function bothOf({ id }: Tenant): Promise<Lines> {
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<Lines>(sql`
      with counted as (
        select 'stage ' || stage as what, people from people_counts where tenant_id = ${id}
        union all select 'gate ' || gate, people from gate_counts where tenant_id = ${id}
        union all select 'cover ' || covered_by, people from cover_counts where tenant_id = ${id}
        union all select 'role ' || role_id || ' ' || stage, people from role_counts where tenant_id = ${id}),
      real as (
        select 'stage ' || stage as what, count(*) as people from people where tenant_id = ${id} group by stage
        union all select 'gate ' || waits_at, count(*) from people where tenant_id = ${id} and waits_at is not null group by waits_at
        union all select 'cover ' || covered_by, count(*) from people where tenant_id = ${id} and covered_by is not null group by covered_by
        union all select 'role ' || r.role_id || ' ' || p.stage, count(*) from person_roles r join people p on p.id = r.person_id
          where r.tenant_id = ${id} group by r.role_id, p.stage)
      select array(select what || ' ' || people from counted where people <> 0 order by 1) as counted,
        array(select what || ' ' || people from real order by 1) as real`),
  );
  return row ?? { counted: [], real: [] };
}

const several = (tx: SystemTx) =>
  tx.execute(sql`insert into people (name, invited_at, expires_at)
    select 'Bo', case when n % 2 = 0 then now() end, now() from generate_series(1, 6) n`);

const someone = sql`(select id from people where tenant_id = app.tenant_id() order by random() limit 1 for update skip locked)`;

/** What happens to people: they come, reach gates, get and lose roles. */
const acts: readonly ((tx: SystemTx, tenant: Tenant) => Promise<unknown>)[] = [
  several,
  (tx) => tx.execute(sql`update people set sent_at = now() where id = ${someone}`),
  (tx) => tx.execute(sql`update people set bounced_at = now() where id = ${someone}`),
  (tx) => tx.execute(sql`update people set account_at = now(), active_at = now() where id = ${someone}`),
  (tx) => tx.execute(sql`update people set suspended_at = now() where id = ${someone}`),
  (tx, { roles }) =>
    tx.execute(sql`insert into person_roles (person_id, role_id)
      select chosen.id, ${roles.member}::uuid from ${someone} chosen on conflict do nothing`),
  (tx, { roles }) =>
    tx.execute(sql`insert into person_roles (person_id, role_id)
      select chosen.id, ${roles.manager}::uuid from ${someone} chosen on conflict do nothing`),
  (tx) =>
    tx.execute(sql`delete from person_roles where tenant_id = app.tenant_id() and person_id = ${someone}`),
];

const thinkBetter = new Error("thought better of it");

/** Whoever takes the tenant's turn does several things at once; mails come in between and do one. */
async function oneTransaction(tenant: Tenant, n: number): Promise<void> {
  const hasTurn = n % 2 === 0;
  const chosen = Array.from({ length: hasTurn ? 3 : 1 }, (_, k) => acts[(n * 5 + k * 3) % acts.length]);
  try {
    await withSystem("deliver messages", async (tx) => {
      await (hasTurn ? enterTenant : speakFor)(tx, tenant.id);
      for (const act of chosen) await act?.(tx, tenant);
      if (n % 3 === 0) throw thinkBetter;
    });
  } catch (error) {
    // Two that wait for each other: one gives way and tries again.
    if (isRefusal(error) && error.code === "busy") return oneTransaction(tenant, n);
    if (error !== thinkBetter) throw error;
  }
}

test("P9.1 every counter is right after many transactions at once, some of them taken back", async () => {
  const tenant = await newTenant();
  await withSystem("create tenant", async (tx) => {
    await enterTenant(tx, tenant.id);
    for (let n = 0; n < 5; n++) await several(tx);
  });
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; n < ACTS; n++) await oneTransaction(tenant, writer * ACTS + n);
    }),
  );
  const { counted, real } = await bothOf(tenant);
  expect(real.length).toBeGreaterThan(8);
  expect(counted).toEqual(real);
}, 60_000);

test("P9.1 what is taken back to a savepoint is not counted, and what came before it is", async () => {
  const tenant = await newTenant();
  await withSystem("create tenant", async (tx) => {
    await enterTenant(tx, tenant.id);
    await several(tx);
    await tx
      .transaction(async (inner) => {
        await inner.execute(sql`update people set left_at = now() where tenant_id = ${tenant.id}`);
        throw thinkBetter;
      })
      .catch(() => undefined);
  });
  const { counted, real } = await bothOf(tenant);
  expect(real).toEqual(["gate sent 3", "stage invited 3", "stage not_invited 3"]);
  expect(counted).toEqual(real);
});
