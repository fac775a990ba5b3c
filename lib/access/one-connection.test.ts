import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePools, pools } from "@/db/client";
import { withIdentity, withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";

// Read at the first use of the environment: every door of this file goes through the same connection.
process.env.DB_POOL = "1";

type Home = Awaited<ReturnType<typeof newActor>>;
let ada: Home;
let ben: Home;

beforeAll(async () => {
  [ada, ben] = [await newActor("owner"), await newActor("owner")];
});
afterAll(closePools);

const settings = sql`select app.tenant_id() as tenant, app.person_id() as person, app.identity_id() as identity`;
const nothing = { tenant: null, person: null, identity: null };

/** What the next to take the connection finds. */
const next = async () => ({
  settings: [...(await pools().app.execute(settings))],
  people: [...(await pools().app.execute(sql`select 1 from people`))],
});
const clean = { settings: [nothing], people: [] };

test("the connection is one", async () => {
  const number = () => pools().app.execute(sql`select pg_backend_pid() as pid`);
  const [one, two] = await Promise.all([number(), number()]);
  expect([...one]).toEqual([...two]);
});

test("nothing of a tenant's door is left to the next", async () => {
  const inside = await withTenant(ada, "people.view", (tx) => tx.execute(settings));
  expect([...inside]).toEqual([
    { tenant: ada.tenantId, person: ada.personId, identity: ada.self.identityId },
  ]);
  expect(await next()).toEqual(clean);
});

test("nothing of an identity's door is left to the next, nor does it inherit", async () => {
  await withTenant(ada, "people.invite", async () => null);
  const inside = await withIdentity<"session", unknown[]>(ben.self, async (tx) => [
    ...(await tx.execute(settings)),
  ]);
  expect(inside).toEqual([{ ...nothing, identity: ben.self.identityId }]);
  expect(await next()).toEqual(clean);
});

test("nothing is left after a failure in the middle", async () => {
  const failing = withTenant(ada, "people.invite", (tx) => tx.execute(sql`select 1 / 0`));
  await expect(failing).rejects.toThrow("division by zero");
  expect(await next()).toEqual(clean);
  await expect(
    withTenant({ ...ada, tenant: ben.tenant }, "people.view", async () => null),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(await next()).toEqual(clean);
});

test("tenants in turn on one connection see their own", async () => {
  for (const home of [ada, ben, ada]) {
    const seen = await withTenant(home, "people.view", (tx) =>
      tx.execute(sql`select distinct tenant_id from people`),
    );
    expect([...seen]).toEqual([{ tenant_id: home.tenantId }]);
  }
});
