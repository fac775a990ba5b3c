import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { countPeople, countRoles, keptTotal } from "./count";
import { listPeople, type PeoplePage } from "./list";
import { listQueryOf } from "./list-query";
import { pageAsked, pageRange } from "./numbered-page";
import { byAttention, statusOf } from "./status";

type Params = Parameters<typeof listQueryOf>[0];

const SIZE = 1200;
const now = new Date();
let ada: Awaited<ReturnType<typeof newActor>>;

/** People in every state; many names are alike, so that only the id tells them apart. */
async function fill(): Promise<void> {
  const { id, roles } = ada.home;
  await withSystem("create tenant", async (tx) => {
    await tx.execute(sql`insert into people (tenant_id, name, email, email_key, created_at, has_second_step, invited_at,
        expires_at, bounced_at, account_at, active_at, suspended_at, left_at)
      select ${id}::uuid, 'Person ' || n % 400, n || '@crowd.test', n || '@crowd.test', now() - n % 300 * interval '1 minute',
        n % 8 = 0, case when n % 2 = 1 then now() end, now() + (case when n % 3 = 0 then -1 else 1 end) * interval '1 day',
        case when n % 7 = 1 then now() end, case when n % 4 = 0 then now() end, case when n % 8 = 0 then now() end,
        case when n % 19 = 1 then now() end, case when n % 23 = 1 then now() end
      from generate_series(1, ${SIZE}) n`);
    await tx.execute(sql`insert into person_roles (tenant_id, person_id, role_id)
      select tenant_id, id, ${roles.manager}::uuid from people
      where tenant_id = ${id} and split_part(email, '@', 1) ~ '[0-7]$'`);
  });
}

beforeAll(async () => {
  ada = await newActor();
  await fill();
});

const open = (params: Params) =>
  withTenant(ada, "people.view", async (tx) => {
    const query = listQueryOf(params);
    const [counts, roleCounts] = [await countPeople(tx, now), await countRoles(tx)];
    const kept = { counts, roleCounts };
    const page = await pageAsked(tx, query, now, Promise.resolve(kept));
    const sum = keptTotal(query, kept);
    return { page, ...pageRange(query, page.total ?? sum ?? 0, sum) };
  });

const ids = ({ people }: PeoplePage) => people.map(({ id }) => id);

async function walk(params: Params): Promise<PeoplePage[]> {
  const on = (after?: string | null) =>
    withTenant(ada, "people.view", (tx) =>
      listPeople(tx, listQueryOf({ ...params, after: after ?? undefined }), now),
    );
  const pages = [await on()];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) pages.push(await on(next));
  return pages;
}

test.each([
  ["by name", () => ({})],
  ["backwards", () => ({ sort: "-name" })],
  ["newest first", () => ({ sort: "-created" })],
  ["a status", () => ({ status: "invited" })],
  ["Expired", () => ({ status: "expired", sort: "-name" })],
  ["several statuses", () => ({ status: "expired,invited,active", sort: "-created" })],
  ["by status", () => ({ sort: "status" })],
  ["backwards by status", () => ({ sort: "-status" })],
  ["some by status", () => ({ sort: "status", status: "expired,active,left" })],
  ["a role", () => ({ role: ada.home.roles.manager })],
  ["a role × statuses", () => ({ role: ada.home.roles.manager, status: "invited,expired,bounced" })],
  ["a role by status", () => ({ role: ada.home.roles.manager, sort: "status" })],
  ["a role × Expired", () => ({ role: ada.home.roles.manager, status: "expired" })],
  ["a second step", () => ({ step: "none", sort: "status" })],
  ["a word", () => ({ q: "person 3" })],
  ["a word by status", () => ({ q: "person 3", sort: "status" })],
  ["a short word", () => ({ q: "pe", status: "active" })],
] satisfies [string, () => Params][])(
  "P6 S20 a page opened by its number is the page that one would come to: %s",
  async (_name, params) => {
    const pages = await walk(params());
    for (const number of new Set([1, 2, 3, Math.ceil(pages.length / 2), pages.length])) {
      if (number > pages.length) continue;
      const { page, pages: all } = await open({ ...params(), page: String(number) });
      expect(all).toBe(pages.length);
      expect(page.number).toBe(number);
      expect(ids(page)).toEqual(ids(pages[number - 1] as PeoplePage));
      const [before, after] = [page.previous, page.next];
      expect([before === null, after === null]).toEqual([number === 1, number === pages.length]);
      if (after)
        expect(ids((await open({ ...params(), after })).page)).toEqual(ids(pages[number] as PeoplePage));
      if (before)
        expect(ids((await open({ ...params(), before })).page)).toEqual(ids(pages[number - 2] as PeoplePage));
    }
    expect(ids((await open({ ...params(), page: "last" })).page)).toEqual(ids(pages.at(-1) as PeoplePage));
  },
);

test("S20 by status whoever needs a hand stands first, within a status by name", async () => {
  const people = (await walk({ sort: "status" })).flatMap((page) => page.people);
  expect(people).toHaveLength(SIZE + 1);
  const places = people.map(({ moments }) => byAttention.indexOf(statusOf(moments, now)));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(new Set(places).size).toBe(byAttention.length);
  const back = (await walk({ sort: "-status" })).flatMap(ids);
  expect(back).toEqual(people.map(({ id }) => id).reverse());
});

test("P6 what is uncounted is opened by number up to a thousand, and at its end", async () => {
  const { page, pages, reach } = await open({ q: "person", page: "99" });
  expect([pages, reach, page.number]).toEqual([null, 40, 40]);
  const last = await open({ q: "person", page: "last" });
  expect([last.page.number, last.page.next]).toEqual([null, null]);
  expect(ids(last.page)).toEqual((await walk({ q: "person" })).flatMap(ids).slice(-25));
});

test.each([
  ["0", 1],
  ["-1", 1],
  ["abc", 1],
  ["1.5", 1],
  ["1e3", 1],
  ["", 1],
  ["9999999999999999999", 1],
  ["999999999", 49],
  ["50", 49],
] as const)("S20 a page that is none breaks nothing: %j", async (page, number) => {
  expect((await open({ page })).page.number).toBe(number);
});

test("S20 a place of one order says nothing in another", async () => {
  const { page } = await open({ sort: "status" });
  const byName = await open({ after: page.next ?? "" });
  expect(byName.page.number).toBe(1);
  expect((await open({ sort: "status", after: byName.page.next ?? "" })).page.number).toBe(1);
});
