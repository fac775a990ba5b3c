import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "@/db/client";
import type { Actor, Insider, SessionSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem, withTenant } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { sendInvitation } from "@/lib/invitations/send";
import { Refusal } from "@/lib/refusal";
import {
  anyEmail,
  newActor,
  newIdentity,
  newPerson,
  newTenant,
  personNow,
  selfOf,
} from "@/lib/testing/factories";
import { minutesAgo } from "@/lib/time";

type Home = Awaited<ReturnType<typeof newActor>>;

let ada: Home;
let ben: Home;
let bens: { personId: string; invitationId: string };

const look = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => withTenant(actor, "people.view", work);
const write = <T>(actor: Actor, work: (tx: Tx & { actor: Insider }) => Promise<T>) =>
  withTenant(actor, "people.invite", work);
const rowsOf = async (tx: Tx, query: ReturnType<typeof sql>) => [...(await tx.execute(query))];
const everything = (query: ReturnType<typeof sql>) =>
  lookUp("housekeeping", async (db) => [...(await db.execute(query))]);

beforeAll(async () => {
  [ada, ben] = [await newActor("owner"), await newActor("owner")];
  const draft = { email: anyEmail(), roles: [ben.home.roles.member] };
  bens = await withTenant(ben, "people.invite", (tx) => sendInvitation(tx, draft));
});

const guarded = [
  "people",
  "person_roles",
  "people_counts",
  "role_counts",
  "roles",
  "invitations",
  "tokens",
  "messages",
  "events",
];

describe("another tenant's row", () => {
  test.each(guarded)("cannot be seen in %s", async (table) => {
    const foreign = sql`select 1 from ${sql.identifier(table)} where tenant_id is distinct from`;
    expect(await everything(sql`${foreign} ${ada.tenantId} limit 1`)).toHaveLength(1);
    expect(await look(ada, (tx) => rowsOf(tx, sql`${foreign} app.tenant_id()`))).toEqual([]);
  });

  test("is a table of this test as soon as it carries a tenant", async () => {
    const tables = await everything(sql`select c.table_name as name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'`);
    const unread = tables.map(({ name }) => String(name)).filter((name) => !guarded.includes(name));
    for (const name of unread) {
      const foreign = sql`select 1 from ${sql.identifier(name)} where tenant_id is distinct from app.tenant_id()`;
      expect(await look(ada, (tx) => rowsOf(tx, foreign)).catch((error) => error.message)).toSatisfy(
        (seen) => seen.length === 0 || /permission denied/.test(seen),
      );
    }
  });

  test("cannot be changed", async () => {
    const change = (table: string, set: string) =>
      write(ada, async (tx) => {
        const where = sql`where tenant_id = ${ben.tenantId}`;
        return rowsOf(tx, sql`update ${sql.identifier(table)} set ${sql.raw(set)} ${where} returning 1`);
      });
    expect(await change("people", "note = 'seen'")).toEqual([]);
    expect(await change("invitations", "withdrawn_at = now()")).toEqual([]);
    expect(await change("tokens", "ended_at = now()")).toEqual([]);
    expect(await change("messages", "state = 'cancelled'")).toEqual([]);
    expect(await change("roles", "permissions = '{}'")).toEqual([]);
  });

  test("cannot be made, nor one's own handed over", async () => {
    const make = write(ada, (tx) =>
      rowsOf(tx, sql`insert into people (tenant_id, name) values (${ben.tenantId}, 'Eve')`),
    );
    await expect(make).rejects.toThrow("row-level security");
    const hand = write(ada, (tx) =>
      rowsOf(tx, sql`update people set tenant_id = ${ben.tenantId} where id = ${ada.personId}`),
    );
    await expect(hand).rejects.toThrow("row-level security");
  });

  test("cannot be deleted: nothing of the people's tables can", async () => {
    for (const table of ["people", "invitations", "roles", "tokens", "messages", "tenants"])
      await expect(write(ada, (tx) => rowsOf(tx, sql`delete from ${sql.identifier(table)}`))).rejects.toThrow(
        "permission denied",
      );
  });

  test.each([
    [
      "an invitation to their person",
      () =>
        sql`insert into invitations (person_id, number, expires_at) values (${bens.personId}, 'INV-1', now())`,
    ],
    [
      "an invitation by their person",
      () =>
        sql`insert into invitations (person_id, invited_by, number, expires_at) values (${ada.personId}, ${ben.personId}, 'INV-2', now())`,
    ],
    [
      "a role for their person",
      () =>
        sql`insert into person_roles (person_id, role_id) values (${bens.personId}, ${ada.home.roles.member})`,
    ],
    [
      "their role",
      () =>
        sql`insert into person_roles (person_id, role_id) values (${ada.personId}, ${ben.home.roles.member})`,
    ],
    [
      "a message about their person",
      () =>
        sql`insert into messages (person_id, kind, address, send_after) values (${bens.personId}, 'notice', 'x', now())`,
    ],
  ])("cannot be referred to: %s", async (_what, insert) => {
    await expect(write(ada, (tx) => rowsOf(tx, insert()))).rejects.toThrow("foreign key");
  });

  test("cannot be referred to by any key between two tables of tenants", async () => {
    const loose = await everything(sql`
      select conname from pg_constraint k
      join pg_attribute here on here.attrelid = k.conrelid and here.attname = 'tenant_id'
      join pg_attribute there on there.attrelid = k.confrelid and there.attname = 'tenant_id'
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace
        and not (here.attnum = any (k.conkey) and there.attnum = any (k.confkey))`);
    expect(loose).toEqual([]);
  });
});

describe("a tenant's door", () => {
  test.each(["identities", "identity_addresses", "factors", "sessions", "flows", "backup_codes"])(
    "shows nothing of %s, not even one's own",
    async (table) => {
      const query = sql`select 1 from ${sql.identifier(table)}`;
      expect(await look(ada, (tx) => rowsOf(tx, query))).toEqual([]);
    },
  );

  test.each([
    ["the hash of a link", sql`select hash from tokens`],
    ["the hash of a link as a condition", sql`select 1 from tokens where hash = '\\x00'`],
    ["a sealed letter", sql`select sealed from messages`],
    ["what the provider reported", sql`select 1 from deliveries`],
    ["the counters of tries", sql`select 1 from limits`],
  ])("may not read %s", async (_what, query) => {
    await expect(look(ada, (tx) => rowsOf(tx, query))).rejects.toThrow("permission denied");
  });

  test("may not spend a link, nor put it back", async () => {
    for (const set of ["spent_at = now()", "expires_at = now()", "purpose = 'x'"])
      await expect(write(ada, (tx) => rowsOf(tx, sql`update tokens set ${sql.raw(set)}`))).rejects.toThrow(
        "permission denied",
      );
  });

  test("tells moments and numbers of its own people's security, and nothing of others", async () => {
    const ids = sql`array[${ada.personId}, ${ben.personId}]::uuid[]`;
    const told = await look(ada, (tx) => rowsOf(tx, sql`select * from app.security_of(${ids})`));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ person_id: ada.personId, backup_codes_left: "1" });
    expect(Object.keys(told[0] ?? {})).not.toContain("password_hash");
  });
});

describe("an identity's door", () => {
  const own = <T>(self: SessionSelf, work: (tx: Tx) => Promise<T>) => withIdentity<"session", T>(self, work);

  test("shows its own rows and nobody else's", async () => {
    const rows = (tx: Tx, table: string, column: string) =>
      rowsOf(tx, sql`select distinct ${sql.identifier(column)} as id from ${sql.identifier(table)}`);
    const only = [{ id: ada.self.identityId }];
    for (const table of ["identity_addresses", "factors", "sessions", "people"])
      expect(await own(ada.self, (tx) => rows(tx, table, "identity_id"))).toEqual(only);
    expect(await own(ada.self, (tx) => rows(tx, "identities", "id"))).toEqual(only);
    expect(await own(ada.self, (tx) => rows(tx, "tenants", "id"))).toEqual([{ id: ada.tenantId }]);
    for (const table of ["invitations", "tokens", "people_counts"])
      expect(await own(ada.self, (tx) => rowsOf(tx, sql`select 1 from ${sql.identifier(table)}`))).toEqual(
        [],
      );
  });

  test("cannot give itself a role, take one away, or change what a role or a tenant is", async () => {
    const give = sql`insert into person_roles (tenant_id, person_id, role_id) values (${ada.tenantId}, ${ada.personId}, ${ada.home.roles.manager})`;
    await expect(own(ada.self, (tx) => rowsOf(tx, give))).rejects.toThrow("row-level security");
    const silent = [
      sql`update person_roles set role_id = ${ada.home.roles.manager} returning 1`,
      sql`delete from person_roles returning 1`,
      sql`update roles set permissions = '{people.view}' returning 1`,
      sql`update tenants set policy = '{}' returning 1`,
    ];
    for (const query of silent) expect(await own(ada.self, (tx) => rowsOf(tx, query))).toEqual([]);
  });

  test("cannot make itself a person of a tenant, lift a pause or undo leaving", async () => {
    const forbidden = [
      sql`insert into people (tenant_id, name, identity_id) values (${ben.tenantId}, 'Ada', ${ada.self.identityId})`,
      sql`update people set suspended_at = null, left_at = null, name = 'Else'`,
      sql`update people set account_at = now()`,
    ];
    for (const query of forbidden)
      await expect(own(ada.self, (tx) => rowsOf(tx, query))).rejects.toThrow("the door of a tenant");
  });

  test("cannot change another identity, nor make one", async () => {
    const touch = sql`update identities set name = 'Eve' where id <> ${ada.self.identityId} returning 1`;
    expect(await own(ada.self, (tx) => rowsOf(tx, touch))).toEqual([]);
    const make = own(ada.self, (tx) => rowsOf(tx, sql`insert into identities (name) values ('Eve')`));
    await expect(make).rejects.toThrow("row-level security");
  });
});

describe("who is let in", () => {
  test("an unknown slug and a tenant one is not in look alike", async () => {
    const stranger: Actor = { ...ada, tenant: ben.tenant };
    const nowhere: Actor = { ...ada, tenant: "no-such-company" };
    const answers = await Promise.all(
      [stranger, nowhere].map((actor) => look(actor, async () => null).catch((error) => error)),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ code: "not_found", values: {}, message: "not_found" });
  });

  test("roles are read now: taken away between two calls, the second is refused", async () => {
    const actor = await newActor("manager");
    await look(actor, async () => null);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`delete from person_roles where person_id = ${actor.personId}`),
    );
    await expect(look(actor, async () => null)).rejects.toMatchObject({ code: "not_permitted" });
  });

  test("suspended one is told so, and since when; gone one finds nothing", async () => {
    const actor = await newActor("owner");
    const set = (what: string) =>
      withSystem("housekeeping", (tx) =>
        tx.execute(sql`update people set ${sql.raw(what)} where id = ${actor.personId}`),
      );
    await set("suspended_at = now()");
    await expect(look(actor, async () => null)).rejects.toMatchObject({
      code: "paused",
      values: { at: expect.any(Date) },
    });
    await set("suspended_at = null, left_at = now()");
    await expect(look(actor, async () => null)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a tenant the platform has suspended is nowhere", async () => {
    const actor = await newActor("owner");
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update tenants set suspended_at = now() where id = ${actor.tenantId}`),
    );
    await expect(look(actor, async () => null)).rejects.toMatchObject({ code: "not_found" });
  });

  test("R14 one identity in two tenants is let into each with the roles it has there", async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const identity = await newIdentity();
    await newPerson(one, { role: "owner", identityId: identity.id });
    await newPerson(two, { role: "member", identityId: identity.id });
    const self = await selfOf(identity.id);
    expect(await withTenant({ self, tenant: one.slug }, "people.view", async (tx) => tx.actor.tenantId)).toBe(
      one.id,
    );
    await expect(look({ self, tenant: two.slug }, async () => null)).rejects.toMatchObject({
      code: "not_permitted",
    });
  });
});

describe("asking again", () => {
  const provedAt = (minutes: number, kind: "totp" | "password" = "totp"): Actor => ({
    ...ada,
    self: { ...ada.self, proofs: [{ kind, at: minutesAgo(minutes).toISOString() }] },
  });
  const suspend = (actor: Actor) => withTenant(actor, "people.suspend", async () => "in");

  test("a second step confirmed in the last five minutes is enough", async () => {
    expect(await suspend(provedAt(4.9))).toBe("in");
  });

  test.each([
    ["one confirmed earlier", () => provedAt(5.1)],
    ["a password alone, however fresh", () => provedAt(0, "password")],
    ["no proof at all", (): Actor => ({ ...ada, self: { ...ada.self, proofs: [] } })],
    [
      "a moment that is none",
      (): Actor => ({ ...ada, self: { ...ada.self, proofs: [{ kind: "totp", at: "soon" }] } }),
    ],
  ])("%s is not", async (_what, actor) => {
    await expect(suspend(actor())).rejects.toMatchObject({ code: "verify_again" });
    expect(await look(actor(), async () => "in")).toBe("in");
  });
});

test("power over others asks for a sign-in that went beyond the password, however fresh", async () => {
  const proofs = [{ kind: "password_again" as const, at: new Date().toISOString() }];
  const actor: Actor = { ...ada, self: { ...ada.self, proofs } };
  const change = withTenant(actor, "people.changeRoles", async () => "in");
  await expect(change).rejects.toMatchObject({ code: "second_step_due" });
});

describe("what a door lets through", () => {
  const note = sql`update people set note = 'written' where id = app.person_id()`;
  const noteOf = async (home: Home) => (await personNow(home.tenantId, home.personId)).note;

  test("a permission to look cannot write", async () => {
    await expect(look(ada, (tx) => rowsOf(tx, note))).rejects.toThrow("read-only transaction");
  });

  test("a look is repeatable, a write sees what was committed before its turn", async () => {
    const how = sql`select current_setting('transaction_isolation') as level, current_setting('transaction_read_only') as readonly`;
    expect(await look(ada, (tx) => rowsOf(tx, how))).toEqual([{ level: "repeatable read", readonly: "on" }]);
    const writing = [{ level: "read committed", readonly: "off" }];
    expect(await write(ada, (tx) => rowsOf(tx, how))).toEqual(writing);
    expect(await withIdentity<"session", unknown>(ada.self, (tx) => rowsOf(tx, how))).toEqual(writing);
    expect(await withSystem("housekeeping", (tx) => rowsOf(tx, how))).toEqual(writing);
  });

  test("a write that records nothing is rolled back", async () => {
    await expect(write(ada, (tx) => rowsOf(tx, note))).rejects.toThrow(
      "people.invite wrote and recorded nothing",
    );
    const own = sql`update identities set name = 'Eve' where id = app.identity_id()`;
    await expect(withIdentity<"session", unknown>(ada.self, (tx) => tx.execute(own))).rejects.toThrow(
      "recorded nothing",
    );
    expect(await noteOf(ada)).toBeNull();
  });

  test("a refused verb leaves nothing, not even what it recorded", async () => {
    const eventsHere = sql`select count(*)::int as n from events where tenant_id = ${ada.tenantId}`;
    const before = await everything(eventsHere);
    const refused = withTenant(ada, "people.invite", async (tx) => {
      await tx.execute(note);
      record(tx, { action: "invitation.sent" });
      throw new Refusal("already_here");
    });
    await expect(refused).rejects.toMatchObject({ code: "already_here" });
    expect(await noteOf(ada)).toBeNull();
    expect(await everything(eventsHere)).toEqual(before);
  });

  test("a write that records is kept, under the name of who did it", async () => {
    const actor = await newActor("owner");
    await withTenant(actor, "people.invite", async (tx) => {
      await tx.execute(note);
      record(tx, { action: "invitation.sent" });
    });
    expect(await noteOf(actor)).toBe("written");
    const [line] = await everything(
      sql`select * from events where tenant_id = ${actor.tenantId} order by seq desc limit 1`,
    );
    expect(line).toMatchObject({
      actor_kind: "person",
      actor_id: actor.personId,
      request_id: "test",
      address_prefix: "127.0.0.0/24",
    });
  });
});
