import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { record } from "@/lib/events/record";
import { newActor } from "@/lib/testing/factories";
import type { Begun } from "./actor";
import { lookUp, withSystem, withTenantFor } from "./doors";
import { everyPermission, type PlainPermission, ruleFor } from "./permissions";

const begunBy = ({ self, tenant }: Awaited<ReturnType<typeof newActor>>): Begun => ({
  identityId: self.identityId,
  tenant,
  requestId: "job",
});

test("a job opens the tenant as who began it, and signs with their name", async () => {
  const ada = await newActor("owner");
  await withTenantFor(begunBy(ada), "people.invite", async (tx) => {
    expect(tx.actor.personId).toBe(ada.personId);
    record(tx, { action: "import.finished", subjectId: ada.personId });
  });
  const [line] = await lookUp("verify events", (db) =>
    db.execute(
      sql`select actor_kind, actor_id, on_behalf_of from events where tenant_id = ${ada.tenantId} and action = 'import.finished'`,
    ),
  );
  expect(line).toEqual({ actor_kind: "job", actor_id: ada.personId, on_behalf_of: ada.personId });
});

test("a job is refused what its beginner may not do now, and a tenant that is not theirs", async () => {
  const [bo, eve] = [await newActor("member"), await newActor("owner")];
  const nothing = async () => undefined;
  await expect(withTenantFor(begunBy(bo), "people.invite", nothing)).rejects.toMatchObject({
    code: "not_permitted",
  });
  const elsewhere = { ...begunBy(eve), tenant: bo.tenant };
  await expect(withTenantFor(elsewhere, "people.invite", nothing)).rejects.toMatchObject({
    code: "not_found",
  });
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set suspended_at = now() where id = ${eve.personId}`),
  );
  await expect(withTenantFor(begunBy(eve), "people.invite", nothing)).rejects.toMatchObject({
    code: "paused",
  });
});

test("a job never does what asks for a fresh proof or a second step", async () => {
  const ada = await newActor("owner");
  const asked = everyPermission.filter((one) => ruleFor(one).fresh || ruleFor(one).elevated);
  expect(asked.length).toBeGreaterThan(5);
  for (const permission of asked)
    await expect(
      withTenantFor(begunBy(ada), permission as PlainPermission, async () => undefined),
    ).rejects.toMatchObject({ code: "verify_again" });
});

test("a job that writes and notes nothing is rolled back", async () => {
  const ada = await newActor("owner");
  const silent = withTenantFor(begunBy(ada), "people.invite", (tx) =>
    tx.execute(sql`update people set note = 'x' where tenant_id = app.tenant_id()`),
  );
  await expect(silent).rejects.toThrow("recorded nothing");
});
