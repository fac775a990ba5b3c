import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { countPeople } from "./count";
import { listPeople } from "./list";
import { listQueryOf } from "./list-query";

const ROWS = 20_000;
let actor: Actor & { tenantId: string };

const fill = (tenantId: string) =>
  withSystem("create tenant", (tx) =>
    tx.execute(sql`insert into people (tenant_id, name, email, email_key, created_at, invited_at, expires_at, active_at)
      select ${tenantId}::uuid, md5(n::text) || ' Person', n || '@crowd.test', n || '@crowd.test', now() - n * interval '1 second',
        now(), now() + (case when n % 50 = 0 then -1 else 1 end) * interval '1 day', case when n % 10 > 0 then now() end
      from generate_series(1, ${ROWS}) n`),
  );

beforeAll(async () => {
  const [mine, other] = [await newActor(), await newActor()];
  actor = mine;
  await fill(mine.tenantId);
  await fill(other.tenantId);
  const owner = postgres(process.env.DATABASE_OWNER_URL ?? "", { max: 1, onnotice: () => undefined });
  // As in daily life: new rows wait outside the search index until it is vacuumed.
  await owner`vacuum analyze people`;
  await owner.end();
});

type Reading = TenantTx<"people.view">;

async function rowsRead(tx: Reading): Promise<number> {
  const [row] = await tx.execute<{ read: number }>(
    sql`select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables where relname = 'people'`,
  );
  return row?.read ?? Number.NaN;
}

/** How many rows of `people` the work has read, by whatever way. */
const readBy = (work: (tx: Reading) => Promise<unknown>) =>
  withTenant(actor, "people.view", async (tx) => {
    const before = await rowsRead(tx);
    await work(tx);
    return (await rowsRead(tx)) - before;
  });

// A thousand hits are counted, and as many may be sorted; a tenant has twenty times as many rows.
const MOST = 5000;

test("reading a whole tenant would be noticed", async () => {
  const read = await readBy((tx) =>
    tx.execute(sql`select count(*) from people where lower(name) = 'nobody'`),
  );
  expect(read).toBeGreaterThanOrEqual(ROWS);
});

test.each([
  {},
  { sort: "-name" },
  { sort: "-created" },
  { status: "active" },
  { status: "expired" },
  { status: ["bounced", "expired", "left"], sort: "-created" },
  { q: "c4ca4238a0b9" },
  { q: "c4ca4238a0b9", status: "active", sort: "-created" },
  { q: "ab" },
  { q: "no such person" },
])("no list reads a whole tenant: %j", async (params) => {
  expect(await readBy((tx) => listPeople(tx, listQueryOf(params), new Date()))).toBeLessThan(MOST);
});

test("no next page reads a whole tenant, and counting does not", async () => {
  const first = await withTenant(actor, "people.view", (tx) => listPeople(tx, listQueryOf({}), new Date()));
  const after = first.next ?? "";
  expect(await readBy((tx) => listPeople(tx, listQueryOf({ after }), new Date()))).toBeLessThan(MOST);
  expect(await readBy((tx) => countPeople(tx, new Date()))).toBeLessThan(MOST);
});

// With a status the thousand hits are picked over once more: bounded as well, by twice as much.
test.each([
  [{ q: "Person" }, MOST],
  [{ q: "Person", status: "invited" }, 2 * MOST],
])("a word that many share reads no whole tenant: %j", async (params, most) => {
  expect(await readBy((tx) => listPeople(tx, listQueryOf(params), new Date()))).toBeLessThan(most);
});

test.each([
  {},
  { status: "active" },
  { status: "bounced", sort: "-created" },
  { q: "c4ca4238a0b9" },
  { q: "ab" },
])("a plan made for a small tenant and kept reads no whole large one: %j", async (params) => {
  const small = await newActor();
  const list = (tx: Reading) => listPeople(tx, listQueryOf(params), new Date());
  // Often enough for each connection of the pool to have made and kept its plan.
  for (let n = 0; n < 60; n++) await withTenant(small, "people.view", list);
  expect(await readBy(list)).toBeLessThan(MOST);
});
