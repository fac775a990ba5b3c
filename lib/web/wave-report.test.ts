import { sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { enterTenant, lookUp, withSystem } from "@/lib/access/doors";
import { newActor, newRole } from "@/lib/testing/factories";
import { oldAccount, oldList } from "@/lib/testing/legacy";
import { begunWave, ranWave } from "@/lib/testing/waves";
import { waveReport } from "./wave-report";

type Ada = Awaited<ReturnType<typeof newActor>>;

const asking = vi.hoisted(() => ({ actor: null as Actor | null }));
vi.mock("./current", () => ({ requireActor: async (tenant: string) => ({ ...asking.actor, tenant }) }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("next/navigation", async () => {
  const no = (said: string) => () => {
    throw new Error(said);
  };
  return { forbidden: no("forbidden"), notFound: no("not found"), redirect: no("redirect") };
});

const sheet = {
  headers: ["name", "fate", "reason"],
  cells: ({ name, fate, reason }: { name: string; fate: string; reason: string | null }) => [
    name,
    fate,
    reason ?? "",
  ],
};

async function linesFor(by: Ada, waveId: string, tenant = by.home.slug): Promise<string[]> {
  asking.actor = by;
  const { file } = await waveReport(tenant, waveId, sheet);
  return (await new Response(file).text()).split("\r\n").filter(Boolean);
}

const exportsOf = async ({ tenantId, personId }: Ada) => {
  const rows = await lookUp("housekeeping", (db) =>
    db.execute<{ count: number }>(sql`select (details ->> 'count')::int as count from events
      where tenant_id = ${tenantId} and person_id = ${personId} and action = 'people.exported' order by seq`),
  );
  return rows.map(({ count }) => count);
};

let ada: Ada;
let importId: string;
beforeEach(async () => {
  ada = await newActor("owner");
  importId = await oldList(ada.home);
});

test("H14 the report of a wave has each account once with what became of it, and no cell that is calculated", async () => {
  for (const name of ["Cas", "=cmd()", "Anna"]) await oldAccount(ada.home, { importId, name });
  await oldAccount(ada.home, { importId, name: "Bo", verdict: "two_offices" });
  const waveId = await begunWave(ada);
  await ranWave(ada, waveId);
  const [head, ...lines] = await linesFor(ada, waveId);
  expect(head).toContain('"name";"fate";"reason"');
  expect(lines.sort()).toEqual([
    '"\'=cmd()";"sent";""',
    '"Anna";"sent";""',
    '"Bo";"needs";"two_offices"',
    '"Cas";"sent";""',
  ]);
  expect(await exportsOf(ada)).toEqual([4]);
});

test("H14 the report of a wave tells its moments on the company's clock", async () => {
  await oldAccount(ada.home, { importId });
  const waveId = await begunWave(ada);
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update tenants set time_zone = 'America/New_York' where id = ${ada.tenantId}`),
  );
  asking.actor = ada;
  const cells = (_row: unknown, timeZone: string) => [timeZone];
  const { file, company } = await waveReport(ada.home.slug, waveId, { headers: ["zone"], cells });
  expect(await new Response(file).text()).toContain('"America/New_York"');
  expect(company).toMatchObject({ slug: ada.home.slug, timeZone: "America/New_York" });
});

test("H14 the report of a wave of thousands comes in parts and has each account once", async () => {
  await oldAccount(ada.home, { importId, name: "Anna" });
  await withSystem("housekeeping", async (tx) => {
    await enterTenant(tx, ada.tenantId);
    await tx.execute(sql`
      insert into legacy_accounts (tenant_id, import_id, line, source, office, old_user_name, old_user_name_key, name, verdict)
      select ${ada.tenantId}, ${importId}, n, 'HomeTrak', 'Zuid', 'bo' || n, 'bo' || n, 'Bo ' || n, 'no_email'
      from generate_series(1, 2050) n`);
  });
  const waveId = await begunWave(ada);
  const [, ...lines] = await linesFor(ada, waveId);
  expect(lines).toHaveLength(2051);
  expect(new Set(lines).size).toBe(2051);
});

test("H14 the report of a wave is for who may move people, and is nobody's in another company", async () => {
  await oldAccount(ada.home, { importId });
  const waveId = await begunWave(ada);
  const role = await newRole(ada.home, "Looks on", ["migration.view"]);
  const bea = await newActor("member", ada.home);
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update person_roles set role_id = ${role} where person_id = ${bea.personId}`),
  );
  await expect(linesFor(bea, waveId)).rejects.toThrow("forbidden");
  const eve = await newActor("owner");
  await expect(linesFor(eve, waveId)).rejects.toThrow("not found");
  await expect(linesFor(eve, waveId, ada.home.slug)).rejects.toThrow("not found");
  await expect(linesFor(ada, "x")).rejects.toThrow("not found");
  expect([...(await exportsOf(bea)), ...(await exportsOf(eve)), ...(await exportsOf(ada))]).toEqual([]);
});
