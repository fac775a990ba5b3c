import { sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { lookUp, withTenant } from "@/lib/access/doors";
import { prepareExport } from "@/lib/people/export-ticket";
import { newActor, trace } from "@/lib/testing/factories";
import { openExport } from "./people-export";

type Ada = Awaited<ReturnType<typeof newActor>>;

const asking = vi.hoisted(() => ({ actor: null as Actor | null }));
vi.mock("./current", () => ({ requireActor: async (tenant: string) => ({ ...asking.actor, tenant }) }));
vi.mock("./trace", () => ({ currentTrace: async () => trace }));

const sheet = { headers: ["name"], cells: ({ name }: { name: string }) => [name] };
const ticketOf = (ada: Ada) =>
  withTenant(ada, "people.export", (tx) =>
    prepareExport(tx, { query: "", all: "yes", id: [] }, ada.self.sessionId),
  );

async function opened(by: Ada, ticket: string | null, tenant = by.home.slug): Promise<boolean> {
  asking.actor = by;
  const made = await openExport(tenant, ticket, sheet);
  await made?.file.cancel();
  return made !== null;
}

/** What was refused to somebody, and to whom it is told: a company, or the platform alone. */
const refusedTo = async ({ self, personId }: Ada) => {
  const rows = await lookUp("housekeeping", (db) =>
    db.execute<{ reason: string; tenant_id: string | null }>(sql`select reason, tenant_id from events
      where action = 'act.refused' and details ->> 'act' = 'people.export'
        and (person_id = ${personId} or subject_id = ${self.identityId}) order by seq`),
  );
  return rows.map(({ reason, tenant_id }) => [reason, tenant_id]);
};

let ada: Ada;
beforeEach(async () => {
  ada = await newActor();
});

test("2.5 a link to a list that is opened once leaves no refusal, and the second time one", async () => {
  const ticket = await ticketOf(ada);
  expect(await opened(ada, ticket)).toBe(true);
  expect(await refusedTo(ada)).toEqual([]);
  for (let n = 0; n < 3; n++) expect(await opened(ada, ticket)).toBe(false);
  // Repeats within ten minutes only count.
  expect(await refusedTo(ada)).toEqual([["export_link_used", ada.tenantId]]);
});

test("2.5 a link in the hands of a colleague, or in another company, is written down where it was tried", async () => {
  const ben = await newActor("owner", ada.home);
  const eve = await newActor();
  const ticket = await ticketOf(ada);
  for (const other of [ben, eve]) {
    expect(await opened(other, ticket)).toBe(false);
    expect(await refusedTo(other)).toEqual([["export_link_of_another", other.tenantId]]);
  }
  expect(await opened(ada, ticket)).toBe(true);
});

test("2.5 a stranger's try in a company is told to the platform alone", async () => {
  const eve = await newActor();
  expect(await opened(eve, await ticketOf(ada), ada.home.slug)).toBe(false);
  expect(await refusedTo(eve)).toEqual([["not_found", null]]);
});

test("2.5 a link that is over, made up or none at all is written down", async () => {
  const ticket = await ticketOf(ada);
  vi.useFakeTimers({ now: Date.now() + 121_000, toFake: ["Date"] });
  expect(await opened(ada, ticket)).toBe(false);
  vi.useRealTimers();
  expect(await refusedTo(ada)).toEqual([["export_link_over", ada.tenantId]]);
  const ben = await newActor();
  for (const made of [null, "x.y", `${ticket}x`]) expect(await opened(ben, made)).toBe(false);
  expect(await refusedTo(ben)).toEqual([["export_link_over", ben.tenantId]]);
});

test("2.5 the days of a file are those of the company's clock", async () => {
  asking.actor = ada;
  const cells = (_person: unknown, timeZone: string) => [timeZone];
  const made = await openExport(ada.home.slug, await ticketOf(ada), { headers: ["zone"], cells });
  expect(await new Response(made?.file).text()).toContain("Europe/Amsterdam");
});
