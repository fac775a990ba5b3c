import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";

const [ada, stranger] = [await newActor("owner"), await newActor("owner")];

const at = (role: string | null, stages: string[], skip: number, page: number) => sql`
  select app.people_at(${role}::uuid, ${sql.param(stages)}::text[], now(), false, false, ${skip}::int, ${page}::int) as id`;
const walked = (...asked: Parameters<typeof at>) =>
  withTenant(ada, "people.view", (tx) => tx.execute<{ id: string }>(at(...asked)));

test("2.1 the walk behind a page number knows the open company alone, whatever it is asked", async () => {
  expect(await walked(null, [], 0, 100)).toEqual([{ id: ada.personId }]);
  expect(await walked(stranger.home.roles.owner, [], 0, 100)).toEqual([]);
  expect(await walked(null, ["x' or true --", "%s"], 0, 100)).toEqual([]);
  const none = await withSystem("housekeeping", (tx) => tx.execute(at(null, [], 0, 100)));
  expect(none).toEqual([]);
});

test("2.1 numbers that name no page give none", async () => {
  await expect(walked(null, [], -1, 10)).rejects.toThrow();
  await expect(walked(null, ["active", "left"], 2_147_483_647, 25)).rejects.toThrow();
  expect(await walked(null, [], 2_147_483_647, 25)).toEqual([]);
});
