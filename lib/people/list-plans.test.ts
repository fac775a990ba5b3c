import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { rowsRead } from "@/lib/testing/rows-read";
import { countPeople, countRoles } from "./count";
import { inviterChoices } from "./filter-choices";
import { listPeople } from "./list";
import { listQueryOf } from "./list-query";
import { pageAsked } from "./numbered-page";

const ROWS = 20_000;
type Crowded = Awaited<ReturnType<typeof newActor>>;
let actor: Crowded;

// In slices: a statement has half a minute, and the machine may be busy.
const SLICE = 2500;
const slices = Array.from({ length: ROWS / SLICE }, (_, n) => ({ from: n * SLICE + 1, to: (n + 1) * SLICE }));

async function fill({ tenantId, personId }: Crowded): Promise<void> {
  for (const { from, to } of slices)
    await withSystem("create tenant", (tx) =>
      tx.execute(sql`insert into people (tenant_id, name, email, email_key, created_at, invited_at, expires_at, active_at,
          account_at, has_second_step, invited_by)
        select ${tenantId}::uuid, md5(n::text) || ' Person', n || '@crowd.test', n || '@crowd.test', now() - n * interval '1 second',
          now(), now() + (case when n % 50 = 0 then -1 else 1 end) * interval '1 day', case when n % 10 > 0 then now() end,
          case when n % 10 > 0 then now() end, n % 3 = 0, ${personId}::uuid
        from generate_series(${from}::int, ${to}::int) n`),
    );
}

/** A role that everybody has, one that few have, and one that nobody active has. */
async function giveRoles({ tenantId, home }: Crowded): Promise<void> {
  for (const { from, to } of slices)
    await withSystem("create tenant", (tx) =>
      tx.execute(sql`insert into person_roles (tenant_id, person_id, role_id)
        select p.tenant_id, p.id, r.role_id::uuid from people p, lateral (select split_part(p.email, '@', 1)::int as n) i,
          (values (${home.roles.member}, 1), (${home.roles.manager}, 500), (${home.roles.administrator}, 10)) r(role_id, every)
        where p.tenant_id = ${tenantId} and p.email like '%@crowd.test' and i.n between ${from}::int and ${to}::int
          and i.n % r.every = 0`),
    );
}

/**
 * As in daily life: new rows wait outside the search index until it is vacuumed. Whoever still looks at an older
 * state, such as an analysis of the server's own, keeps pages from counting as seen by all: then once more.
 */
async function vacuum(owner: postgres.Sql, table: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    await owner.unsafe(`vacuum analyze ${table}`);
    const [kept] =
      await owner`select relallvisible >= relpages as whole from pg_class where relname = ${table}`;
    if (kept?.whole) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${table} does not settle`);
}

beforeAll(async () => {
  const [mine, other] = [await newActor(), await newActor()];
  actor = mine;
  await fill(mine);
  await fill(other);
  const owner = postgres(process.env.DATABASE_OWNER_URL ?? "", { max: 1, onnotice: () => undefined });
  // A foreign key is checked by a plan made for the table as it was known: here that was nearly empty.
  await owner`analyze people`;
  await giveRoles(mine);
  await giveRoles(other);
  await vacuum(owner, "people");
  await vacuum(owner, "person_roles");
  await owner.end();
});

type Reading = TenantTx<"people.view">;

const readBy = (work: (tx: Reading) => Promise<unknown>) =>
  withTenant(actor, "people.view", (tx) => rowsRead(tx, ["people", "person_roles"], () => work(tx)));

// A thousand hits are counted, and as many may be sorted; a tenant has twenty times as many rows.
const MOST = 5000;

const roleOf = (name: keyof Crowded["home"]["roles"]) => actor.home.roles[name];

/** As the page reads it: the counts beside the list. */
function asked(tx: Reading, query: ReturnType<typeof listQueryOf>) {
  const now = new Date();
  const counting = Promise.all([countPeople(tx, now), countRoles(tx)]);
  return pageAsked(
    tx,
    query,
    now,
    counting.then(([counts, roleCounts]) => ({ counts, roleCounts })),
  );
}

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
  { sort: "status" },
  { sort: "-status" },
  { sort: "status", status: ["expired", "active"] },
  { sort: "status", q: "c4ca4238a0b9" },
  { sort: "status", q: "ab" },
  { page: "last" },
  { page: "last", sort: "status" },
  { page: "40", q: "ab" },
  { page: "last", step: "none" },
  { q: "c4ca4238a0b9" },
  { q: "c4ca4238a0b9", status: "active", sort: "-created" },
  { q: "ab" },
  { q: "no such person" },
])("no list reads a whole tenant: %j", async (params) => {
  expect(await readBy((tx) => asked(tx, listQueryOf(params)))).toBeLessThan(MOST);
});

// A plan reads rows of people for the page alone: what is skipped stands in the index.
const FEW = 400;

test.each([
  ["by name", () => ({ page: "400" })],
  ["from the end by name", () => ({ page: "790" })],
  ["the last", () => ({ page: "last" })],
  ["far beyond the last", () => ({ page: "999999999" })],
  ["backwards by name", () => ({ page: "400", sort: "-name" })],
  ["by newest", () => ({ page: "400", sort: "-created" })],
  ["of a status", () => ({ page: "350", status: "active" })],
  ["of a status by newest", () => ({ page: "350", status: "active", sort: "-created" })],
  ["of several statuses", () => ({ page: "390", status: ["active", "invited", "expired"] })],
  ["by status, within Active", () => ({ page: "400", sort: "status" })],
  ["backwards by status, within Active", () => ({ page: "400", sort: "-status" })],
  ["of a role", () => ({ page: "400", role: roleOf("member") })],
  ["of a role × a status", () => ({ page: "350", role: roleOf("member"), status: "active" })],
])("P6 a page by number reads only its own people: %s", async (_name, params) => {
  const query = listQueryOf(params());
  expect(await readBy((tx) => asked(tx, query))).toBeLessThan(FEW);
});

test("no next page reads a whole tenant, and counting does not", async () => {
  const first = await withTenant(actor, "people.view", (tx) => listPeople(tx, listQueryOf({}), new Date()));
  const after = first.next ?? "";
  expect(await readBy((tx) => listPeople(tx, listQueryOf({ after }), new Date()))).toBeLessThan(MOST);
  expect(await readBy((tx) => countPeople(tx, new Date()))).toBeLessThan(MOST);
});

test.each([
  ["a role that all have", () => ({ role: roleOf("member") })],
  ["a role that all have, backwards", () => ({ role: roleOf("member"), sort: "-name" })],
  ["a role that few have", () => ({ role: roleOf("manager") })],
  ["a role × a status", () => ({ role: roleOf("member"), status: "active" })],
  ["a role × a status that nobody has both", () => ({ role: roleOf("administrator"), status: "active" })],
  ["a role × several statuses", () => ({ role: roleOf("member"), status: ["invited", "expired", "left"] })],
  ["a second step", () => ({ step: "has" })],
  ["no second step × a status", () => ({ step: "none", status: "active" })],
  ["a second step that nobody waits for", () => ({ step: "waiting" })],
  ["my own", () => ({ by: "me" })],
  ["my own × a status", () => ({ by: "me", status: ["started", "active"] })],
  ["by status of a role", () => ({ role: roleOf("member"), sort: "status" })],
  ["by status of a second step", () => ({ step: "none", sort: "-status" })],
  ["a role × a short word", () => ({ role: roleOf("member"), q: "ab" })],
  ["a role × a rare word", () => ({ role: roleOf("member"), q: "c4ca4238a0b9" })],
])("P1 no filter reads a whole tenant: %s", async (_name, params) => {
  const query = listQueryOf(params());
  expect(await readBy((tx) => listPeople(tx, query, new Date()))).toBeLessThan(MOST);
  const { next } = await withTenant(actor, "people.view", (tx) => listPeople(tx, query, new Date()));
  const on = listQueryOf({ ...params(), after: next ?? undefined });
  expect(await readBy((tx) => listPeople(tx, on, new Date()))).toBeLessThan(MOST);
});

test("no choice of a filter reads a whole tenant", async () => {
  const read = await readBy((tx) => inviterChoices(tx, [actor.personId]));
  expect(read).toBeLessThan(FEW);
  expect(await readBy((tx) => countRoles(tx))).toBeLessThan(MOST);
  expect(await readBy((tx) => inviterChoices(tx, []))).toBeLessThan(MOST);
});

test.each([
  { role: "member" },
  { role: "member", status: "active" },
  { by: "me" },
  { step: "none" },
] as const)(
  "a filter's plan made for a small tenant and kept reads no whole large one: %j",
  async (params) => {
    const list = (of: Crowded) => (tx: Reading) =>
      listPeople(
        tx,
        listQueryOf({ ...params, ...("role" in params && { role: of.home.roles.member }) }),
        new Date(),
      );
    const small = await newActor();
    for (let n = 0; n < 60; n++) await withTenant(small, "people.view", list(small));
    expect(await readBy(list(actor))).toBeLessThan(MOST);
  },
);

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
