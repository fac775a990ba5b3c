import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { people } from "@/db/schema/people";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { countPeople } from "@/lib/people/count";
import { gates, passageOf, statusOf } from "@/lib/people/status";
import { newActor, newMember, newPerson, newTenant } from "@/lib/testing/factories";
import { changePerson } from "@/lib/testing/offers";
import { needsAttention, ownersIn } from "./attention";
import { readCoverage } from "./coverage";
import { firstSteps } from "./first-steps";
import { places, readFunnel } from "./funnel";
import { latestEvents } from "./latest";
import { countStanding, listStanding, type StandingQuery, standingQueryOf } from "./standing";
import { readTimeToActive } from "./time-to-active";

type Ada = Awaited<ReturnType<typeof newActor>>;
type Person = typeof people.$inferSelect;

const now = new Date();
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

/** Reproducible, so that a failure can be looked at. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const columns = ["sentAt", "deliveredAt", "openedAt", "accountAt", "secondStepAt", "activeAt"] as const;

/** Somebody who came so far, with gaps as SMTP leaves them. */
function anyMoments(roll: (sides: number) => number): Partial<typeof people.$inferInsert> {
  if (roll(10) === 0) return {};
  const reached = roll(columns.length + 1);
  const moments: Partial<typeof people.$inferInsert> = {
    invitedAt: ago(20 + roll(5)),
    expiresAt: ago(roll(12) - 6),
  };
  columns.slice(0, reached).forEach((column, index) => {
    if (column === "accountAt" || column === "activeAt" || roll(5) > 0)
      moments[column] = ago(15 - 2 * index - roll(2));
  });
  if (roll(8) === 0) moments.bouncedAt = ago(roll(9));
  if (roll(12) === 0) moments.suspendedAt = ago(1);
  if (roll(12) === 0) moments.leftAt = ago(1);
  return moments;
}

let ada: Ada;
let everybody: Person[];

const rowsOf = (tenantId: string) =>
  lookUp("housekeeping", (db) =>
    db.execute<{ row: Record<string, string | null> }>(sql`
    select to_jsonb(p) as row from people p where tenant_id = ${tenantId}`),
  );

const asDate = (value: string | null | undefined) => (value ? new Date(value) : null);

async function readEverybody(tenantId: string) {
  const rows = await rowsOf(tenantId);
  return rows.map(({ row }) => ({
    id: row["id"] ?? "",
    invitedAt: asDate(row["invited_at"]),
    expiresAt: asDate(row["expires_at"]),
    sentAt: asDate(row["sent_at"]),
    deliveredAt: asDate(row["delivered_at"]),
    openedAt: asDate(row["opened_at"]),
    bouncedAt: asDate(row["bounced_at"]),
    accountAt: asDate(row["account_at"]),
    secondStepAt: asDate(row["second_step_at"]),
    activeAt: asDate(row["active_at"]),
    suspendedAt: asDate(row["suspended_at"]),
    leftAt: asDate(row["left_at"]),
  })) as Person[];
}

const view = <T>(read: Parameters<typeof withTenant<"people.view", T>>[2], as: Ada = ada) =>
  withTenant(as, "people.view", read);

const query = (of: Partial<StandingQuery> = {}): StandingQuery => ({ at: null, days: 0, after: null, ...of });

async function allStanding(of: Partial<StandingQuery>) {
  const found = [];
  let after = query(of).after;
  for (;;) {
    const page = await view((tx) => listStanding(tx, query({ ...of, after }), now));
    found.push(...page.people);
    if (!page.next) return found;
    after = standingQueryOf({ after: page.next }).after;
  }
}

beforeAll(async () => {
  ada = await newActor();
  const roll = dice(7);
  for (let n = 0; n < 160; n++) await newPerson(ada.home, { name: `Person ${n}`, ...anyMoments(roll) });
  // Some move on, so that the counts have been kept and not only made.
  const all = await readEverybody(ada.tenantId);
  for (const { id } of all.slice(1, 30)) await changePerson(id, { note: "moved", ...anyMoments(roll) });
  everybody = await readEverybody(ada.tenantId);
  const stranger = await newActor();
  for (let n = 0; n < 20; n++) await newPerson(stranger.home, anyMoments(roll));
}, 60_000);

const underWay = () =>
  everybody.filter((one) => !["left", "suspended", "not_invited"].includes(statusOf(one, now)));

test("S20 the funnel counts at each gate who passed it, as one by one", async () => {
  const funnel = await view(async (tx) => readFunnel(tx, await countPeople(tx, now)));
  expect(funnel.total).toBe(underWay().length);
  for (const { gate, passed } of funnel.bars) {
    const index = gates.indexOf(gate);
    const naive = underWay().filter((one) => {
      const { here } = passageOf(one, now);
      return here === null || gates.indexOf(here) > index;
    });
    expect([gate, passed]).toEqual([gate, naive.length]);
  }
});

test("S20 each part of the funnel is a list with exactly as many people", async () => {
  const funnel = await view(async (tx) => readFunnel(tx, await countPeople(tx, now)));
  for (const at of places) {
    const listed = await allStanding({ at });
    expect([at, listed.length]).toEqual([at, funnel.waiting[at]]);
    expect(await view((tx) => countStanding(tx, { at, days: 0 }, now))).toEqual({
      count: listed.length,
      isMore: false,
    });
  }
});

test("S20 the board names everybody on the way in once, the longest wait first", async () => {
  const listed = await allStanding({});
  const naive = underWay().filter((one) => passageOf(one, now).here !== null);
  expect(listed.map(({ id }) => id).sort()).toEqual(naive.map(({ id }) => id).sort());
  const waits = listed.map(({ since }) => since.getTime());
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
});

test("who stands longer than so many days", async () => {
  const all = await allStanding({ at: "second_step" });
  const longer = await allStanding({ at: "second_step", days: 3 });
  expect(longer.map(({ id }) => id)).toEqual(all.filter(({ since }) => since <= ago(3)).map(({ id }) => id));
});

test("a damaged address counts as none", () => {
  expect(standingQueryOf({ at: "nowhere", days: "-5", after: "x" })).toEqual(query());
  const after = (moment: string) =>
    Buffer.from(JSON.stringify([moment, crypto.randomUUID()])).toString("base64url");
  for (const moment of ["2026-02-31T00:00:00.000000Z", "2026-02-01T25:00:00.000000Z"])
    expect(standingQueryOf({ after: after(moment) })).toEqual(query());
});

describe("the second step", () => {
  test("is counted by what people have, and follows every change", async () => {
    const owner = await newActor();
    const { identity } = await newMember(owner.home);
    await newMember(owner.home, "member", { secondStep: false });
    const read = () => view((tx) => readCoverage(tx), owner);
    expect(await read()).toEqual({ passkey: 0, app: 2, none: 1, people: 3, percent: 66 });
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`insert into passkeys (identity_id, name, credential_id, public_key, counter)
        values (${identity.id}, 'Phone', decode(md5(random()::text), 'hex'), '\\x00', 0)`),
    );
    expect(await read()).toMatchObject({ passkey: 1, app: 1, none: 1 });
    for (const at of ["passkey", "app", "none"] as const)
      expect((await view((tx) => listStanding(tx, query({ at }), now), owner)).people).toHaveLength(1);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update passkeys set ended_at = now() where identity_id = ${identity.id}`),
    );
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update factors set ended_at = now() where identity_id = ${identity.id}`),
    );
    expect(await read()).toMatchObject({ passkey: 0, app: 1, none: 2, percent: 33 });
  });

  test("S20 counts the people of the funnel: who is suspended is in neither, and not in its lists", async () => {
    const owner = await newActor();
    const { person } = await newMember(owner.home, "member", { secondStep: false });
    const both = () =>
      view(async (tx) => {
        const { total, bars } = await readFunnel(tx, await countPeople(tx, now));
        return [total, bars.find(({ gate }) => gate === "account")?.passed, (await readCoverage(tx)).people];
      }, owner);
    expect(await both()).toEqual([2, 2, 2]);
    await changePerson(person.id, { suspendedAt: now });
    expect(await both()).toEqual([1, 1, 1]);
    expect(await view((tx) => readCoverage(tx), owner)).toMatchObject({ none: 0, percent: 100 });
    expect((await view((tx) => listStanding(tx, query({ at: "none" }), now), owner)).people).toEqual([]);
  });

  test("of a company without accounts is no division by nobody", async () => {
    const home = await newTenant();
    const owner = await newActor("owner", home);
    await changePerson(owner.personId, { accountAt: null });
    expect(await view((tx) => readCoverage(tx), owner)).toMatchObject({ people: 0, percent: 0 });
  });
});

describe("what needs attention", () => {
  const troublesOf = (as: Ada) =>
    view(async (tx) => needsAttention(tx, await countPeople(tx, now), await ownersIn(tx), now), as);

  test("comes in its order, each with its number and the one it has lasted longest for", async () => {
    const owner = await newActor();
    const offered = { invitedAt: ago(9), sentAt: ago(9), expiresAt: ago(-5) };
    await newPerson(owner.home, { ...offered, name: "Joris Smit", bouncedAt: ago(8) });
    await newPerson(owner.home, { ...offered, bouncedAt: ago(2) });
    await newPerson(owner.home, { ...offered, name: "Bo Jansen", expiresAt: ago(1) });
    await newPerson(owner.home, { ...offered, name: "Anna de Vries", accountAt: ago(8) });
    await newPerson(owner.home, { ...offered, accountAt: ago(1) });
    const { person } = await newMember(owner.home, "member", { name: "Henk Postma", secondStep: false });
    await changePerson(person.id, { secondStepDueAt: ago(1) });
    const spammed = await newPerson(owner.home, { ...offered, name: "Mies Bouwman" });
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`with m as (insert into messages (tenant_id, person_id, kind, address, state, send_after)
          values (${owner.tenantId}, ${spammed.id}, 'invitation', ${spammed.email}, 'complained', now()) returning id)
        insert into dead_addresses (tenant_id, address_key, why, message_id)
        select ${owner.tenantId}, ${spammed.emailKey}, 'complained', id from m`),
    );
    const found = await troublesOf(owner);
    expect(found.map(({ trouble, count, longest }) => [trouble, count, longest?.name])).toEqual([
      ["bounced", 2, "Joris Smit"],
      ["complained", 1, "Mies Bouwman"],
      ["expired", 1, "Bo Jansen"],
      ["stopped", 1, "Anna de Vries"],
      ["late", 1, "Henk Postma"],
      ["one_owner", 1, "Ada Bakker"],
    ]);
  });

  test("is nothing where all is well, and two owners are enough", async () => {
    const owner = await newActor();
    await newMember(owner.home, "owner");
    expect(await troublesOf(owner)).toEqual([]);
  });
});

describe("the time to active", () => {
  test("is that of the last thirty days, with the one in the middle", async () => {
    const owner = await newActor();
    await changePerson(owner.personId, { activeAt: ago(40) });
    for (const [came, took] of [
      [1, 60],
      [2, 120],
      [3, 600],
      [31, 5],
    ] as const)
      await newPerson(owner.home, {
        activeAt: ago(came),
        invitedAt: new Date(ago(came).getTime() - took * 60_000),
      });
    const read = await view((tx) => readTimeToActive(tx, now), owner);
    expect(read.minutes.map(Math.round)).toEqual([60, 120, 600]);
    expect(Math.round(read.median ?? 0)).toBe(120);
  });

  test("of nobody is nothing", async () => {
    const owner = await newActor();
    await changePerson(owner.personId, { activeAt: ago(40) });
    expect(await view((tx) => readTimeToActive(tx, now), owner)).toEqual({
      minutes: [],
      median: null,
      isCut: false,
    });
  });
});

test("the latest events are five, of this company, with who it is about", async () => {
  const mine = await view((tx) => latestEvents(tx));
  expect(mine.length).toBeLessThanOrEqual(5);
  const ids = new Set(everybody.map(({ id }) => id));
  expect(mine.every(({ personId }) => ids.has(personId))).toBe(true);
});

test("the first steps go once they are done", () => {
  const fresh = { accent: null, contact: { text: "Help desk" }, policy: {} };
  expect(firstSteps(fresh, { owners: 1, people: 1 })).toEqual({
    company: false,
    rules: false,
    owner: false,
    people: false,
  });
  const set = { accent: "#1E5142", contact: { email: "po@linde.test" }, policy: { preset: "modern" } };
  expect(firstSteps({ ...set, accent: null }, { owners: 2, people: 2 })).toMatchObject({ company: false });
  expect(firstSteps(set, { owners: 2, people: 1 })).toMatchObject({ people: false, owner: true });
  expect(firstSteps(set, { owners: 2, people: 2 })).toBeNull();
});

test("another company sees nothing of it", async () => {
  const stranger = await newActor();
  const funnel = await view(async (tx) => readFunnel(tx, await countPeople(tx, now)), stranger);
  expect(funnel.total).toBe(1);
  expect(await view((tx) => listStanding(tx, query(), now), stranger)).toEqual({ people: [], next: null });
});
