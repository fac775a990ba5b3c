import { expect, test, vi } from "vitest";
import { withSystem } from "@/lib/access/doors";
import { passwordHash, trace } from "@/lib/testing/factories";
import {
  mailedCode,
  OLD_PASSWORD,
  oldDoor,
  oldPerson,
  rightAtOldDoor,
  typeMailedCode,
} from "@/lib/testing/old-door";
import { acceptKeeping } from "./access-key";

vi.mock("next/headers", () => ({ cookies: async () => ({}), headers: async () => new Headers() }));
vi.mock("next/navigation", () => ({}));

test("H19 who keeps the old password hears at the sign-in that it was kept, not that one was set", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const { secret: began } = await rightAtOldDoor(given);
  const proved = await typeMailedCode(began, await mailedCode(account.email));
  if (proved.verdict !== "in") throw new Error(proved.verdict);
  const keeping = { secret: proved.secret, name: "Anna", passwordHash: await passwordHash() };
  const accepted = await withSystem("accept invitation", (tx) => acceptKeeping(tx, keeping), trace);
  expect(accepted).toMatchObject({ door: { isKept: true, secondStep: true, questions: true } });
});
