import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { oldList } from "@/lib/testing/legacy";
import { rowsRead } from "@/lib/testing/rows-read";
import { accountQueryOf } from "./account-query";
import { migrationCounts, officeCounts } from "./counts";
import { countAccounts, listAccounts } from "./list-accounts";
import { roleWords } from "./role-words";

const ROWS = 20_000;
const SLICE = 2500;
type Crowded = Awaited<ReturnType<typeof newActor>>;
type ViewTx = TenantTx<"migration.view">;
let ada: Crowded;

async function fill(of: Crowded): Promise<void> {
  const importId = await oldList(of.home);
  for (let from = 1; from <= ROWS; from += SLICE)
    await withSystem("import old accounts", (tx) =>
      tx.execute(sql`insert into legacy_accounts (tenant_id, import_id, line, source, office, old_user_name, old_user_name_key,
          name, email, email_key, role_text, role_key, verdict, left_out_at, moved_at)
        select ${of.tenantId}::uuid, ${importId}::uuid, n, 'HomeTrak', 'Office ' || n % 40, 'user' || n, 'user' || n,
          md5(n::text) || ' Person', n || '@old.test', n || '@old.test', 'Role ' || n % 30, 'role ' || n % 30,
          case when n % 10 = 0 then 'no_email' when n % 97 = 0 then 'shared' else 'ready' end,
          case when n % 50 = 1 then now() end, case when n % 3 = 1 then now() end
        from generate_series(${from}::int, ${from + SLICE - 1}::int) n`),
    );
}

beforeAll(async () => {
  const [mine, other] = [await newActor(), await newActor()];
  ada = mine;
  await fill(mine);
  await fill(other);
  const owner = postgres(process.env.DATABASE_OWNER_URL ?? "", { max: 1, onnotice: () => undefined });
  // Not vacuumed: what an index alone answers would not be counted.
  await owner`analyze legacy_accounts`;
  await owner.end();
});

const readBy = (work: (tx: ViewTx) => Promise<unknown>) =>
  withTenant(ada, "migration.view", (tx) => rowsRead(tx, ["legacy_accounts", "people"], () => work(tx)));

const MOST = 3000;

test("H14 reading all of them would be noticed", async () => {
  const read = await readBy((tx) =>
    tx.execute(sql`select count(*) from legacy_accounts where phone = 'nobody'`),
  );
  expect(read).toBeGreaterThanOrEqual(ROWS);
});

const lists = [
  {},
  { standing: "moved" },
  { standing: "waits" },
  { standing: "left_out" },
  { standing: "sent" },
  { verdict: "no_email" },
  { verdict: "shared" },
  { verdict: "malformed" },
  { office: "Office 7" },
  { office: "Office 7", standing: "ready" },
  { office: "Office 7", verdict: "shared" },
  { office: "" },
  { q: "c4ca4238" },
  { q: "user17" },
  { q: "1999@old.test" },
  { q: "nobody at all" },
];

test.each(lists)("H14 no list of old accounts reads them all: %j", async (params) => {
  const query = accountQueryOf(params);
  expect(await readBy((tx) => listAccounts(tx, query))).toBeLessThan(MOST);
  const { next } = await withTenant(ada, "migration.view", (tx) => listAccounts(tx, query));
  const after = accountQueryOf({ ...params, after: next ?? undefined });
  expect(await readBy((tx) => listAccounts(tx, after))).toBeLessThan(MOST);
});

test("H14 no number and no list of words reads them all", async () => {
  expect(await readBy(migrationCounts)).toBeLessThan(MOST);
  expect(await readBy(officeCounts)).toBeLessThan(MOST);
  expect(await readBy((tx) => countAccounts(tx, accountQueryOf({ standing: "ready" })))).toBeLessThan(MOST);
  expect(await readBy(roleWords)).toBeLessThan(MOST);
});

test("H14 a plan made for a small company and kept reads no whole large one", async () => {
  const small = await newActor();
  const query = accountQueryOf({ office: "Office 7" });
  for (let n = 0; n < 30; n++) await withTenant(small, "migration.view", (tx) => listAccounts(tx, query));
  expect(await readBy((tx) => listAccounts(tx, query))).toBeLessThan(MOST);
});

test("H14 the pages hold everybody once, in the order of names, and only one's own", async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const query = accountQueryOf({ office: "Office 7", after });
    const page = await withTenant(ada, "migration.view", (tx) => listAccounts(tx, query, 100));
    seen.push(...page.accounts.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after);
  expect(new Set(seen).size).toBe(ROWS / 40);
  expect(seen.length).toBe(ROWS / 40);
  const count = await withTenant(ada, "migration.view", (tx) =>
    countAccounts(tx, accountQueryOf({ office: "Office 7" })),
  );
  expect(count).toBe(ROWS / 40);
});

test("H14 the numbers are those of the accounts", async () => {
  const { standings, all, verdicts } = await withTenant(ada, "migration.view", migrationCounts);
  expect(all).toBe(ROWS);
  const [row] = await withTenant(ada, "migration.view", (tx) =>
    tx.execute<{
      moved: number;
      waits: number;
    }>(sql`select count(*) filter (where standing = 'moved')::int as moved,
      count(*) filter (where standing = 'waits')::int as waits from legacy_accounts`),
  );
  expect(standings).toMatchObject({ ...row });
  expect(verdicts.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(row?.waits);
});
