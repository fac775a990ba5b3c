import postgres from "postgres";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { selfCheck } from "./self-check";

const at = (url: string | undefined) => postgres(url ?? "", { max: 1, onnotice: () => undefined });
const owner = at(process.env.DATABASE_OWNER_URL);
const app = at(process.env.DATABASE_URL);
const system = at(process.env.DATABASE_SYSTEM_URL);

afterEach(() => owner`drop table if exists planted`);
afterAll(() => Promise.all([owner, app, system].map((sql) => sql.end())));

describe("the self-check", () => {
  test("finds nothing wrong with the schema as it is", async () => {
    expect(await selfCheck(env())).toEqual([]);
  });

  test("sees a table without a policy", async () => {
    await owner`create table planted (id int)`;
    expect(await selfCheck(env())).toEqual([expect.stringContaining("table planted is not guarded")]);
    await owner`alter table planted enable row level security`;
    await owner`alter table planted force row level security`;
    expect(await selfCheck(env())).toHaveLength(1);
  });

  test("refuses a login that owns tables, and one that is somebody else's", async () => {
    const wrong = { ...env(), DATABASE_URL: process.env.DATABASE_OWNER_URL ?? "" };
    const faults = await selfCheck(wrong);
    expect(faults).toContainEqual(expect.stringContaining("DATABASE_URL logs in as portico_owner"));
    expect(faults).toContainEqual(expect.stringContaining("DATABASE_URL owns tables"));
    expect(faults).toContainEqual(expect.stringContaining("DATABASE_URL may change the event log"));
    expect(await selfCheck({ ...env(), DATABASE_URL: env().DATABASE_SYSTEM_URL })).toEqual([
      "DATABASE_URL logs in as portico_system; it must be portico_app",
    ]);
  });

  test("sees a login that may change the log", async () => {
    await owner`grant insert (action) on events to portico_app`;
    try {
      expect(await selfCheck(env())).toEqual(["DATABASE_URL may change the event log: INSERT"]);
    } finally {
      await owner`revoke insert (action) on events from portico_app`;
    }
  });

  test("sees a definer function that could be bent", async () => {
    await owner`create function app.planted() returns int language sql security definer as 'select 1'`;
    try {
      const faults = await selfCheck(env());
      expect(faults).toHaveLength(2);
      expect(faults.join()).toMatch(
        /app.planted\(\) may be called by anybody.*app.planted\(\) runs with other rights/,
      );
    } finally {
      await owner`drop function app.planted()`;
    }
  });
});

describe("the log", () => {
  test("no login role may change it, and the owner cannot either", async () => {
    const logins = await owner<{ rolname: string }[]>`
      select rolname from pg_roles r, unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
      where rolcanlogin and not rolsuper and rolname <> 'portico_owner' and has_table_privilege(r.oid, 'public.events', p)`;
    expect([...logins]).toEqual([]);
    await expect(owner`truncate events`).rejects.toThrow("append-only");
    await expect(
      owner`insert into events (stream, seq, at, act_id, actor_kind, action, result, details, prev, hash)
        values (gen_random_uuid(), 1, now(), gen_random_uuid(), 'system', 'x', 'done', '{}', '', '')`,
    ).rejects.toThrow("row-level security");
  });

  test("is appended by its function alone", async () => {
    const note = JSON.stringify([{ action: "tenant.created", actorKind: "system" }]);
    await system`select app.append_events(${note}::text::jsonb)`;
    await expect(system`update events set action = 'x'`).rejects.toThrow("permission denied");
    await expect(app`delete from events`).rejects.toThrow("permission denied");
  });
});

test("without an open door the application sees no rows", async () => {
  const tables = await owner<{ name: string }[]>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege('portico_app', oid, 'SELECT')`;
  expect(tables.length).toBeGreaterThan(5);
  for (const { name } of tables) expect([...(await app`select 1 from ${app(name)} limit 1`)]).toEqual([]);
});
