import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { removePerson } from "@/lib/people/remove";
import { suspendPerson } from "@/lib/people/suspend";
import { isRefusal } from "@/lib/refusal";
import { newActor, newMember, personNow, type Tenant } from "@/lib/testing/factories";
import { changeRolesOf } from "./change-roles-of";

type Home = Awaited<ReturnType<typeof newActor>>;
type Act = (actor: Home, personId: string) => Promise<unknown>;

const suspend: Act = (actor, personId) =>
  withTenant(actor, "people.suspend", (tx) => suspendPerson(tx, { personId }));
const remove: Act = async (actor, personId) => {
  const { email } = await personNow(actor.tenantId, personId);
  return withTenant(actor, "people.remove", (tx) => removePerson(tx, { personId, typed: email ?? "" }));
};
const demote: Act = (actor, personId) =>
  withTenant(actor, "people.changeRoles", (tx) =>
    changeRolesOf(tx, { personId, roles: [actor.home.roles.member] }),
  );
const stepDown: Act = (actor) => demote(actor, actor.personId);

const acts = { suspend, remove, demote, stepDown };
const pairs = Object.keys(acts).flatMap((one) =>
  Object.keys(acts).map((other) => [one, other] as [keyof typeof acts, keyof typeof acts]),
);

async function activeOwners(home: Tenant): Promise<number> {
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{ n: number }>(sql`select count(*)::int as n from person_roles pr
      join people p on p.id = pr.person_id and p.stage = 'active'
      where pr.role_id = ${home.roles.owner}`),
  );
  return row?.n ?? 0;
}

const answer = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => {
      if (isRefusal(error)) return error.code as string;
      throw error;
    },
  );

const loseWays = (identityId: string, table: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update ${sql.identifier(table)} set ended_at = now() where identity_id = ${identityId}`),
  );

describe("the last owner", () => {
  test("S1 does not step down", async () => {
    const ada = await newActor("owner");
    expect(await answer(stepDown(ada, ada.personId))).toBe("last_owner");
    expect(await activeOwners(ada.home)).toBe(1);
  });

  test("S1 an owner who is suspended, invited or gone is not another one", async () => {
    const ada = await newActor("owner");
    const { person: suspended } = await newMember(ada.home, "owner");
    await suspend(ada, suspended.id);
    const { person: gone } = await newMember(ada.home, "owner");
    await remove(ada, gone.id);
    await newMember(ada.home, "owner").then(({ person }) =>
      withSystem("housekeeping", (tx) =>
        tx.execute(sql`update people set active_at = null where id = ${person.id}`),
      ),
    );
    expect(await answer(stepDown(ada, ada.personId))).toBe("last_owner");
  });

  test.each(pairs)("S1 of two at once, one doing %s and the other %s, one is left", async (one, other) => {
    const ada = await newActor("owner");
    const ben = await newActor("owner", ada.home);
    const outcomes = await Promise.all([
      answer(acts[one](ada, ben.personId)),
      answer(acts[other](ben, ada.personId)),
    ]);
    expect(await activeOwners(ada.home)).toBeGreaterThanOrEqual(1);
    expect(outcomes).toContain("done");
  });

  test("S1 a second session of the same owner, opened before, changes nothing either", async () => {
    const ada = await newActor("owner");
    const ben = await newActor("owner", ada.home);
    await demote(ada, ben.personId);
    for (const act of [suspend, remove, demote])
      expect(await answer(act(ben, ada.personId))).toBe("not_permitted");
    expect(await activeOwners(ada.home)).toBe(1);
  });
});

describe("the owner who would be the only one", () => {
  test.each([
    ["no codes", "backup_codes"],
    ["no app", "factors"],
  ])("S1 is not left with one way in: %s", async (_what, table) => {
    const ada = await newActor("owner");
    const ben = await newActor("owner", ada.home);
    await loseWays((ada as Actor).self.identityId, table);
    for (const act of [suspend, remove, demote])
      expect(await answer(act(ada, ben.personId))).toBe("owner_one_way_in");
    expect(await activeOwners(ada.home)).toBe(2);
  });

  test("S1 may have any ways in while there is a third", async () => {
    const ada = await newActor("owner");
    const ben = await newActor("owner", ada.home);
    await newMember(ada.home, "owner");
    await loseWays(ada.self.identityId, "backup_codes");
    expect(await answer(suspend(ada, ben.personId))).toBe("done");
  });
});
