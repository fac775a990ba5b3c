import { sql } from "drizzle-orm";
import Papa from "papaparse";
import { expect, test, vi } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { CSV_MARK, csvRows } from "@/lib/imports/csv";
import { newActor, newPerson } from "@/lib/testing/factories";
import { exportedPeople, noteExport } from "./export-people";
import { prepareExport, takeTicket } from "./export-ticket";
import type { Selection } from "./selection";

type Ada = Awaited<ReturnType<typeof newActor>>;
const everybody: Selection = { query: "", all: "yes", id: [] };

async function exported(actor: Ada, selection: Selection) {
  const people = [];
  for await (const part of exportedPeople(actor, selection)) people.push(...part);
  return people;
}

const ticketFor = (actor: Ada, selection = everybody) =>
  withTenant(actor, "people.export", (tx) => prepareExport(tx, selection, actor.self.sessionId));

test("An export holds all that match, each once, with flat memory", async () => {
  const ada = await newActor();
  const ROWS = 12_000;
  await withSystem("create tenant", (tx) =>
    tx.execute(sql`insert into people (tenant_id, name, email, email_key, note)
      select ${ada.tenantId}::uuid, 'Person ' || md5(n::text), n || '@crowd.test', n || '@crowd.test', repeat('x', 2000)
      from generate_series(1, ${ROWS}) n`),
  );
  const ids = new Set<string>();
  let [most, rows] = [0, 0];
  for await (const part of exportedPeople(ada, everybody)) {
    most = Math.max(most, part.length);
    rows += part.length;
    for (const { id } of part) ids.add(id);
  }
  expect([rows, ids.size]).toEqual([ROWS + 1, ROWS + 1]);
  // No more than one part is ever there.
  expect(most).toBeLessThanOrEqual(500);
});

test("An export follows the filter and shows nobody of another tenant", async () => {
  const [ada, other] = [await newActor(), await newActor()];
  const left = await newPerson(ada.home, { name: "Left", leftAt: new Date() });
  const theirs = await newPerson(other.home, { leftAt: new Date() });
  const found = await exported(ada, { ...everybody, query: "status=left" });
  expect(found.map(({ id }) => id)).toEqual([left.id]);
  expect(await exported(ada, { query: "", id: [theirs.id, left.id] })).toHaveLength(1);
});

test("People that go while a list is read are neither waited for nor read twice", async () => {
  const ada = await newActor();
  await withSystem("create tenant", (tx) =>
    tx.execute(sql`insert into people (tenant_id, name, email, email_key)
      select ${ada.tenantId}::uuid, 'Person ' || lpad(n::text, 4, '0'), n || '@crowd.test', n || '@crowd.test'
      from generate_series(1, 600) n`),
  );
  const ids: string[] = [];
  for await (const part of exportedPeople(ada, { ...everybody, query: "status=not_invited" })) {
    ids.push(...part.map(({ id }) => id));
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update people set left_at = now() where tenant_id = ${ada.tenantId} and email like '%@crowd.test'`,
      ),
    );
  }
  expect(ids).toHaveLength(500);
  expect(new Set(ids).size).toBe(500);
});

test("A file is refused to whoever may not export, also after it was asked for", async () => {
  const ada = await newActor();
  const manager = await newActor("manager", ada.home);
  await expect(ticketFor(manager)).rejects.toMatchObject({ code: "not_permitted" });
  await expect(exported(manager, everybody)).rejects.toMatchObject({ code: "not_permitted" });
  const stale = { ...ada, self: { ...ada.self, proofs: [] } };
  await expect(ticketFor(stale)).rejects.toMatchObject({ code: "verify_again" });
});

test("A ticket works once, in its session, in its tenant, and nobody can write one", async () => {
  const [ada, ben] = [await newActor(), await newActor()];
  const ticket = await ticketFor(ada);
  const take = (written: string | undefined, self: typeof ada.self, tenantId: string) =>
    takeTicket(written, self, tenantId).catch((error: { code: string }) => error.code);
  const { sessionId } = ben.self;
  expect(await take(ticket, { ...ada.self, sessionId }, ada.tenantId)).toBe("export_link_of_another");
  expect(await take(ticket, ben.self, ada.tenantId)).toBe("export_link_of_another");
  expect(await take(ticket, ada.self, ben.tenantId)).toBe("export_link_of_another");
  for (const forged of [undefined, "", "x.y", `${ticket}x`, ticket.replace(/^./, "A")])
    expect(await take(forged, ada.self, ada.tenantId)).toBe("export_link_over");
  const taken = await Promise.all([1, 2, 3].map(() => take(ticket, ada.self, ada.tenantId)));
  expect(taken.filter((one) => one !== "export_link_used")).toEqual([everybody]);
});

test("A ticket is over after two minutes, and to somebody else it is another's even then", async () => {
  const [ada, ben] = [await newActor(), await newActor()];
  const ticket = await ticketFor(ada);
  vi.useFakeTimers({ now: Date.now() + 121_000, toFake: ["Date"] });
  try {
    const code = (self: typeof ada.self) =>
      expect(takeTicket(ticket, self, ada.tenantId)).rejects.toMatchObject;
    await code(ada.self)({ code: "export_link_over" });
    await code(ben.self)({ code: "export_link_of_another" });
  } finally {
    vi.useRealTimers();
  }
});

test("The eleventh export of an hour is refused", async () => {
  const ada = await newActor();
  for (let n = 0; n < 10; n++) await ticketFor(ada);
  await expect(ticketFor(ada)).rejects.toMatchObject({ code: "too_many" });
});

test("An export is written down with its number before it leaves", async () => {
  const ada = await newActor();
  await newPerson(ada.home);
  await noteExport(ada, everybody);
  const events = await lookUp("housekeeping", (db) =>
    db.execute(
      sql`select person_id, details from events where tenant_id = ${ada.tenantId} and action = 'people.exported'`,
    ),
  );
  expect([...events]).toEqual([{ person_id: ada.personId, details: { count: 2 } }]);
});

test.each(["=1+1", "+31", "-2", "@cmd", "\tx", "\rx"])(
  "A cell that begins like a formula is text: %j",
  (cell) => {
    const { data } = Papa.parse<string[]>(csvRows([[cell, 'a "quoted"; one']]).trimEnd(), { delimiter: ";" });
    expect(data).toEqual([[`'${cell}`, 'a "quoted"; one']]);
    expect(CSV_MARK).toBe("\uFEFF");
  },
);
