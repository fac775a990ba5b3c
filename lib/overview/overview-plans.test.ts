import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import { countPeople } from "@/lib/people/count";
import { newActor } from "@/lib/testing/factories";
import { rowsRead } from "@/lib/testing/rows-read";
import { needsAttention, ownersIn } from "./attention";
import { readCoverage } from "./coverage";
import { readFunnel } from "./funnel";
import { latestEvents } from "./latest";
import { countStanding, listStanding, standingQueryOf } from "./standing";
import { readTimeToActive } from "./time-to-active";

const ROWS = 20_000;
let actor: Actor & { tenantId: string };

const fill = (tenantId: string) =>
  withSystem("create tenant", (tx) =>
    tx.execute(sql`insert into people (tenant_id, name, email, email_key, created_at, invited_at, expires_at, sent_at,
        delivered_at, account_at, active_at)
      select ${tenantId}::uuid, md5(n::text) || ' Person', n || '@crowd.test', n || '@crowd.test', now() - n * interval '1 second',
        now() - interval '20 days', now() + interval '1 day', now() - interval '20 days',
        case when n % 2 = 0 then now() - n * interval '1 second' end, case when n % 4 = 0 then now() - interval '10 days' end,
        case when n % 8 = 0 then now() - n * interval '5 minutes' end
      from generate_series(1, ${ROWS}) n`),
  );

beforeAll(async () => {
  const [mine, other] = [await newActor(), await newActor()];
  actor = mine;
  await fill(mine.tenantId);
  await fill(other.tenantId);
  const owner = postgres(process.env["DATABASE_OWNER_URL"] ?? "", { max: 1, onnotice: () => undefined });
  await owner`vacuum analyze people`;
  await owner.end();
}, 300_000);

type Reading = TenantTx<"people.view">;

const readBy = (work: (tx: Reading) => Promise<unknown>) =>
  withTenant(actor, "people.view", (tx) => rowsRead(tx, ["people"], () => work(tx)));

// A thousand are counted at each of a few places; a tenant has twenty times as many rows.
const MOST = 5000;

const standing = (params: Record<string, string>) => (tx: Reading) =>
  listStanding(tx, standingQueryOf(params), new Date());

const parts: [string, (tx: Reading) => Promise<unknown>][] = [
  ["the funnel", async (tx) => readFunnel(tx, await countPeople(tx, new Date()))],
  ["the coverage", (tx) => readCoverage(tx)],
  ["the time to active", (tx) => readTimeToActive(tx, new Date())],
  ["the latest events", (tx) => latestEvents(tx)],
  [
    "what needs attention",
    async (tx) => needsAttention(tx, await countPeople(tx, new Date()), await ownersIn(tx), new Date()),
  ],
  ["the board", standing({})],
  ["one gate of the board", standing({ at: "delivered" })],
  ["who stands long", standing({ at: "second_step", days: "3" })],
  ["who is late", standing({ at: "late" })],
  ["the count at a gate", (tx) => countStanding(tx, { at: "delivered", days: 0 }, new Date())],
];

test.each(parts)("%s reads no whole tenant", async (_name, work) => {
  expect(await readBy(work)).toBeLessThan(MOST);
});

test.each(parts)(
  "%s reads no whole tenant with a plan made for a small one and kept",
  async (_name, work) => {
    const small = await newActor();
    for (let n = 0; n < 60; n++) await withTenant(small, "people.view", work);
    expect(await readBy(work)).toBeLessThan(MOST);
  },
);

test("the second page of the board reads no more than the first", async () => {
  const first = await withTenant(actor, "people.view", (tx) =>
    listStanding(tx, standingQueryOf({}), new Date()),
  );
  expect(await readBy(standing({ after: first.next ?? "" }))).toBeLessThan(MOST);
});
