import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { newActor, newPerson, type Tenant } from "@/lib/testing/factories";
import { countPeople, sumOf } from "./count";
import { listPeople, type PeoplePage } from "./list";
import { listQueryOf } from "./list-query";
import { type Status, statuses, statusOf } from "./status";

const now = () => new Date();
type Params = Parameters<typeof listQueryOf>[0];

const list = (actor: Actor, params: Params = {}, at = now()) =>
  withTenant(actor, "people.view", (tx) => listPeople(tx, listQueryOf(params), at));

const names = (page: PeoplePage) => page.people.map((person) => person.name);

/** People in every state a row can be in, told apart by the bits of their number. */
async function newCrowd(tenant: Tenant, size: number): Promise<void> {
  await withSystem("create tenant", (tx) =>
    tx.execute(sql`insert into people (tenant_id, name, email, email_key, created_at, invited_at, expires_at, sent_at, bounced_at,
        account_at, second_step_at, active_at, suspended_at, left_at)
      select ${tenant.id}::uuid, 'Person ' || lpad((n * 7919 % ${size})::text, 6, '0'), n || '@crowd.test', n || '@crowd.test',
        now() - n * interval '1 minute',
        case when n % 2 = 1 then now() end,
        case when n % 2 = 1 then now() + (case when n % 3 = 0 then -1 else 1 end) * interval '1 day' end,
        case when n % 5 = 1 then now() end, case when n % 7 = 1 then now() end, case when n % 11 = 1 then now() end,
        case when n % 13 = 1 then now() end, case when n % 17 = 1 then now() end, case when n % 19 = 1 then now() end,
        case when n % 23 = 1 then now() end
      from generate_series(1, ${size}) n`),
  );
}

async function walk(actor: Actor, params: Params, at: Date) {
  const pages = [await list(actor, params, at)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
    pages.push(await list(actor, { ...params, after: next }, at));
  return pages;
}

async function walkBack(actor: Actor, params: Params, from: PeoplePage | undefined, at: Date) {
  const pages: PeoplePage[] = [];
  for (let previous = from?.previous; previous; previous = pages[0]?.previous)
    pages.unshift(await list(actor, { ...params, before: previous }, at));
  return pages;
}

describe("a list of people", () => {
  test.each([
    [{}],
    [{ sort: "-name" }],
    [{ sort: "-created" }],
    [{ status: "expired" }],
    [{ status: ["invited", "bounced"], sort: "-name" }],
    [{ q: "Person" }],
    [{ q: "Person", status: "active,left", sort: "-created" }],
    [{ q: "Pe" }],
    [{ sort: "status" }],
    [{ sort: "-status", status: ["active", "expired", "invited"] }],
    [{ q: "Person", sort: "status" }],
  ] satisfies [Params][])("shows each row once, forwards and backwards: %j", async (params) => {
    const actor = await newActor();
    await newCrowd(actor.home, 300);
    const at = now();
    const pages = await walk(actor, params, at);
    const ids = pages.flatMap((page) => page.people.map((person) => person.id));
    expect(new Set(ids).size).toBe(ids.length);
    const wanted: readonly string[] = [("status" in params ? params.status : undefined) ?? statuses]
      .flat()
      .join()
      .split(",");
    const everybody = await walk(actor, {}, at);
    const matching = everybody
      .flatMap((page) => page.people)
      .filter((person) => wanted.includes(statusOf(person.moments, at)))
      .filter((person) => !("q" in params) || person.name.startsWith("Pe"));
    expect(new Set(ids)).toEqual(new Set(matching.map((person) => person.id)));

    const back = await walkBack(actor, params, pages.at(-1), at);
    expect(back.flatMap(names)).toEqual(pages.slice(0, -1).flatMap(names));
  });

  test("shows the status that the database has as stage", async () => {
    const actor = await newActor();
    await newCrowd(actor.home, 400);
    const at = now();
    const stages = await lookUp("housekeeping", (db) =>
      db.execute<{ id: string; stage: string; past: boolean }>(
        sql`select id, stage, coalesce(expires_at <= ${at.toISOString()}::timestamptz, false) as past from people where tenant_id = ${actor.tenantId}`,
      ),
    );
    const told = new Map(
      stages.map(({ id, stage, past }) => [id, stage === "invited" && past ? "expired" : stage]),
    );
    const people = (await walk(actor, {}, at)).flatMap((page) => page.people);
    expect(people).toHaveLength(401);
    expect(new Set(told.values()).size).toBe(statuses.length);
    for (const person of people) expect(statusOf(person.moments, at)).toBe(told.get(person.id));
  });

  test("counts what it shows", async () => {
    const actor = await newActor();
    await newCrowd(actor.home, 400);
    const at = now();
    const counts = await withTenant(actor, "people.view", (tx) => countPeople(tx, at));
    const people = (await walk(actor, {}, at)).flatMap((page) => page.people);
    for (const status of statuses)
      expect([status, counts[status]]).toEqual([
        status,
        people.filter((one) => statusOf(one.moments, at) === status).length,
      ]);
    expect(sumOf(counts, [])).toBe(401);
    expect(sumOf(counts, ["left", "expired"])).toBe(counts.left + counts.expired);
  });

  test("shows, finds and counts nobody of another tenant", async () => {
    const [mine, other] = [await newActor(), await newActor()];
    const stranger = await newPerson(other.home, { name: "Stranger Elsewhere" });
    expect(names(await list(mine))).toEqual(["Ada Bakker"]);
    for (const q of ["Stranger", "St", stranger.email])
      expect(await list(mine, { q })).toMatchObject({ people: [], total: 0 });
    const seen = await withTenant(mine, "people.view", (tx) =>
      tx.execute(sql`select * from app.security_of(array[${other.personId}::uuid])`),
    );
    expect(seen).toHaveLength(0);
  });
});

describe("a search", () => {
  test.each([
    "100%",
    "a_b",
    "back\\slash",
    "(round",
    "[square",
    "o'neil",
    "Zoë",
    "İstanbul",
    "Jürgen",
    '"quoted"',
    "{1,2}",
  ])("takes %s as it is typed", async (q) => {
    const actor = await newActor();
    await newPerson(actor.home, { name: `Been ${q} here` });
    await newPerson(actor.home, {
      name: "100 aXb backslash round square oneil Zoe Istanbul Jurgen quoted 1",
    });
    expect(names(await list(actor, { q }))).toEqual([`Been ${q} here`]);
  });

  test("finds an address and ignores upper case", async () => {
    const actor = await newActor();
    const { name, email } = await newPerson(actor.home, { name: "Bo Jansen" });
    expect(names(await list(actor, { q: email.toUpperCase() }))).toEqual([name]);
    expect(names(await list(actor, { q: "bO jAN" }))).toEqual([name]);
  });

  test("of one or two characters finds how names start, whatever their case and accents", async () => {
    const actor = await newActor();
    for (const name of ["Ömer Kaya", "omar said", "Olga", "Bo Omers", "Œuvre"])
      await newPerson(actor.home, { name });
    expect(names(await list(actor, { q: "om" }))).toEqual(["omar said", "Ömer Kaya"]);
    expect(names(await list(actor, { q: "B" }))).toEqual(["Bo Omers"]);
  });

  test("counts to a thousand and then says that there are more", async () => {
    const actor = await newActor();
    await newCrowd(actor.home, 1300);
    expect((await list(actor, { q: "Person" })).total).toBe(1001);
    expect((await list(actor, { q: "Pe" })).total).toBe(1001);
    expect((await list(actor, { q: "Person 0000" })).total).toBe(100);
  });

  test("within a status reaches beyond its first thousand hits", async () => {
    const actor = await newActor();
    await newCrowd(actor.home, 1300);
    const last = await newPerson(actor.home, { name: "Person zzz", leftAt: now() });
    const pages = await walk(actor, { q: "Person", status: "left" }, now());
    expect(pages.at(-1)?.people.at(-1)?.id).toBe(last.id);
    expect(new Set(pages.flatMap((page) => page.people.map((one) => one.id))).size).toBe(pages[0]?.total);
  });
});

describe("an address of the list", () => {
  test.each([
    { after: "nonsense" },
    { after: Buffer.from('["\\u0000","not-an-id"]').toString("base64url") },
    {
      sort: "-created",
      after: Buffer.from('["2026-02-31T00:00:00.000000Z","00000000-0000-4000-8000-000000000000"]').toString(
        "base64url",
      ),
    },
    { sort: "sideways", status: ["everything", "expired,nothing"], q: "\0" },
    { q: ["a", "b"], before: ["x", "y"] },
  ] satisfies Params[])("never breaks the page: %j", async (params) => {
    const actor = await newActor();
    await expect(list(actor, params)).resolves.toBeDefined();
  });

  test("names only statuses there are", () => {
    expect(listQueryOf({ status: "active,great" }).status).toEqual(["active"] satisfies Status[]);
  });
});
