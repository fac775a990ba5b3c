import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Tx } from "@/db/client";
import type { Actor } from "@/lib/access/actor";
import { enterTenant, withSystem, withTenant } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { isRefusal } from "@/lib/refusal";
import { newActor, newPerson, newTenant } from "@/lib/testing/factories";

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const act = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => withTenant(actor, "people.invite", work);

/** Both must be inside before either goes on. */
function meeting(): () => Promise<void> {
  let inside = 0;
  let meet = () => {};
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  return async () => {
    inside += 1;
    if (inside === 2) meet();
    await met;
  };
}

describe("the turn", () => {
  test("two writes in one tenant run one after the other", async () => {
    const home = await newTenant();
    const [ada, ben] = [await newActor("owner", home), await newActor("manager", home)];
    const seen: string[] = [];
    const slowly = (name: string) => async () => {
      seen.push(name);
      await wait(100);
      seen.push(name);
    };
    await Promise.all([act(ada, slowly("ada")), act(ben, slowly("ben"))]);
    expect(seen[0]).toBe(seen[1]);
    expect(seen[2]).toBe(seen[3]);
  });

  test("is the same for the system's verbs in that tenant", async () => {
    const ada = await newActor("owner");
    const seen: string[] = [];
    const slowly = async (name: string) => {
      seen.push(name);
      await wait(100);
      seen.push(name);
    };
    const system = withSystem("accept invitation", async (tx) => {
      await enterTenant(tx, ada.tenantId);
      await slowly("system");
    });
    await Promise.all([system, act(ada, () => slowly("ada"))]);
    expect(seen[0]).toBe(seen[1]);
  });

  test("is of one tenant: another's runs side by side", async () => {
    const [ada, ben] = [await newActor("owner"), await newActor("owner")];
    const meet = meeting();
    await expect(Promise.all([act(ada, meet), act(ben, meet)])).resolves.toHaveLength(2);
  });

  test("is not asked of who only looks", async () => {
    const home = await newTenant();
    const [ada, ben] = [await newActor("owner", home), await newActor("owner", home)];
    const meet = meeting();
    await expect(Promise.all([act(ada, meet), withTenant(ben, "people.view", meet)])).resolves.toHaveLength(
      2,
    );
  });

  test("that does not come within three seconds is a refusal, not a fault", async () => {
    const home = await newTenant();
    const [ada, ben] = [await newActor("owner", home), await newActor("owner", home)];
    const holding = act(ada, () => wait(3500));
    await wait(50);
    await expect(act(ben, async () => null)).rejects.toMatchObject({ name: "Refusal", code: "busy" });
    await holding;
    expect(await act(ben, async () => "in")).toBe("in");
  });

  test("lets the second see what the first has done", async () => {
    const home = await newTenant();
    const [ada, ben] = [await newActor("owner", home), await newActor("owner", home)];
    // Each demotes the other: with an older snapshot the second would still be an owner, and none would be left.
    const owners = sql`select 1 from person_roles where role_id = ${home.roles.owner}`;
    const demote = (actor: Actor, other: string) =>
      withTenant(actor, "people.changeRoles", async (tx) => {
        await wait(50);
        await tx.execute(
          sql`update person_roles set role_id = ${home.roles.member} where person_id = ${other}`,
        );
        record(tx, { action: "person.restored", personId: other });
        return "done";
      }).catch((error) => (isRefusal(error) ? error.code : error));
    const outcomes = await Promise.all([demote(ada, ben.personId), demote(ben, ada.personId)]);
    expect(outcomes.sort()).toEqual(["done", "not_permitted"]);
    const left = await withSystem("housekeeping", async (tx) => [...(await tx.execute(owners))]);
    expect(left).toHaveLength(1);
  });
});

test("a look shows one moment, whatever is written meanwhile", async () => {
  const ada = await newActor("owner");
  const count = sql`select count(*)::int as n from people`;
  await withTenant(ada, "people.view", async (tx) => {
    const before = await tx.execute(count);
    await newPerson(ada.home);
    expect([...(await tx.execute(count))]).toEqual([...before]);
  });
  expect([...(await withTenant(ada, "people.view", (tx) => tx.execute(count)))]).toEqual([{ n: 2 }]);
});
