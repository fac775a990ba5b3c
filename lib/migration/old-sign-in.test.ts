import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import { policyOf } from "@/lib/policy/policy";
import { ownTenant } from "@/lib/tenants/own";
import { newActor, type Tenant } from "@/lib/testing/factories";
import { accountNow } from "@/lib/testing/legacy";
import { giveOldPassword, OLD_PASSWORD, oldDoor, oldDoorEvents, oldPerson } from "@/lib/testing/old-door";
import { endOfDay } from "@/lib/time";
import { closeOldAccount, openOldAccount } from "./close-old-account";
import { countLockedOut, lockedOut } from "./locked-out";
import { oldAccountsOf } from "./old-accounts-of";
import { isOldSignInOpen } from "./old-sign-in";
import { closeOldSignIn, lastDayKept, OpeningDraft, openOldSignIn } from "./set-old-sign-in";

const adaOf = (home: Tenant) => newActor("owner", home);

async function standing(ada: Awaited<ReturnType<typeof newActor>>) {
  return withTenant(ada, "migration.view", async (tx) => {
    const tenant = await ownTenant(tx);
    return {
      isOpen: isOldSignInOpen(tenant),
      endsAt: tenant.oldSignInEndsAt,
      preset: policyOf(tenant.policy).preset,
    };
  });
}

test("H6 the old log-in is opened to the end of a day on the company's clock, and closed; the other rules stay", async () => {
  const door = await oldDoor({ oldSignIn: "closed", passwordLength: 13 });
  const ada = await adaOf(door.home);
  await withTenant(ada, "migration.run", (tx) => openOldSignIn(tx, { lastDay: "2099-07-01" }));
  const open = await standing(ada);
  expect(open).toMatchObject({ isOpen: true, preset: "hometrak" });
  expect(open.endsAt?.toISOString()).toBe("2099-07-01T22:00:00.000Z");
  await withTenant(ada, "migration.run", (tx) => closeOldSignIn(tx, { seen: 0 }));
  const closed = await standing(ada);
  expect(closed.isOpen).toBe(false);
  expect(closed.endsAt?.getTime()).toBeLessThanOrEqual(Date.now() + 60_000);
  const rules = await withTenant(ada, "migration.view", async (tx) => policyOf((await ownTenant(tx)).policy));
  expect(rules.passwordLength).toBe(13);
  expect((await oldDoorEvents(door.home.id)).map(({ action }) => action)).toEqual([
    "old_sign_in.opened",
    "old_sign_in.closed",
  ]);
});

test("H6 a last day that is over is refused, and what is no day as well", async () => {
  const ada = await adaOf((await oldDoor()).home);
  await expect(
    withTenant(ada, "migration.run", (tx) => openOldSignIn(tx, { lastDay: "2020-01-01" })),
  ).rejects.toMatchObject({ code: "day_over", field: "lastDay" });
  for (const lastDay of ["2099-02-31", "9999-12-31", "tomorrow", "1e9"])
    expect(OpeningDraft.safeParse({ lastDay }).success, lastDay).toBe(false);
});

test("H6 the end of a day is midnight where the company is", () => {
  expect(endOfDay("2026-06-01", "Europe/Amsterdam").toISOString()).toBe("2026-06-01T22:00:00.000Z");
  expect(endOfDay("2026-06-01", "Pacific/Auckland").toISOString()).toBe("2026-06-01T12:00:00.000Z");
  expect(endOfDay("2026-06-01", "Pacific/Kiritimati").toISOString()).toBe("2026-06-01T10:00:00.000Z");
  expect(endOfDay("2026-06-01", "Pacific/Pago_Pago").toISOString()).toBe("2026-06-02T11:00:00.000Z");
});

test("H6 closing lists first who would be locked out, and asks again when the number has moved", async () => {
  const door = await oldDoor();
  const ada = await adaOf(door.home);
  await oldPerson(door, { name: "Ben" });
  await oldPerson(door, { name: "Anna", sentAt: new Date() });
  await oldPerson(door, { name: "Cas", email: "", verdict: "no_email" });
  await oldPerson(door, { name: "Dirk", leftOutAt: new Date(), leftOutWhy: "by_hand" });
  await oldPerson(door, { name: "Eva", movedAt: new Date(), movedBy: "mail" });
  const seen = await withTenant(ada, "migration.view", async (tx) => ({
    counts: await countLockedOut(tx),
    page: await lockedOut(tx, undefined),
  }));
  expect(seen.counts).toEqual({ ready: 1, sent: 1, waits: 1, all: 3, closed: 0 });
  expect(seen.page.accounts.map(({ name, standing }) => `${name} ${standing}`)).toEqual([
    "Anna sent",
    "Ben ready",
    "Cas waits",
  ]);
  await expect(
    withTenant(ada, "migration.run", (tx) => closeOldSignIn(tx, { seen: 2 })),
  ).rejects.toMatchObject({ code: "locked_out_moved", values: { count: 3 } });
  await withTenant(ada, "migration.run", (tx) => closeOldSignIn(tx, { seen: 3 }));
  expect((await standing(ada)).isOpen).toBe(false);
});

test("H6 whose old way in was closed before is not among those whom closing would lock out", async () => {
  const door = await oldDoor();
  const ada = await adaOf(door.home);
  const [ben] = [await oldPerson(door, { name: "Ben" }), await oldPerson(door, { name: "Anna" })];
  await oldPerson(door, { leftOutAt: new Date(), leftOutWhy: "by_hand", closedAt: new Date() });
  await withTenant(ada, "migration.run", (tx) => closeOldAccount(tx, { accountId: ben.id }));
  const counts = await withTenant(ada, "migration.view", countLockedOut);
  expect(counts).toEqual({ ready: 1, sent: 0, waits: 0, all: 1, closed: 1 });
  await withTenant(ada, "migration.run", (tx) => closeOldSignIn(tx, { seen: 1 }));
  expect((await standing(ada)).isOpen).toBe(false);
});

test("H6 opening it again keeps the last day it had, as long as that is to come; closing it twice forgets nothing", async () => {
  const door = await oldDoor();
  const ada = await adaOf(door.home);
  const run = (verb: (tx: TenantTx<"migration.run">) => Promise<void>) =>
    withTenant(ada, "migration.run", verb);
  const kept = () => withTenant(ada, "migration.view", (tx) => lastDayKept(tx, "Europe/Amsterdam"));
  const close = () => run((tx) => closeOldSignIn(tx, { seen: 0 }));
  expect(await kept()).toBeNull();
  await run((tx) => openOldSignIn(tx, { lastDay: "2099-07-01" }));
  await close();
  await close();
  expect(await kept()).toBe("2099-07-01");
  await run((tx) => openOldSignIn(tx, { lastDay: "" }));
  await close();
  expect(await kept()).toBeNull();
  const closings = (await oldDoorEvents(door.home.id)).filter(
    ({ action }) => action === "old_sign_in.closed",
  );
  expect(closings.map(({ details }) => details.lastDay)).toEqual(["2099-07-01", null]);
});

test("H6 the list pages by name without leaving anybody out, whatever is written into the address", async () => {
  const door = await oldDoor();
  const ada = await adaOf(door.home);
  for (let n = 0; n < 30; n++)
    await oldPerson(door, {
      name: `Anna ${n % 7}`,
      email: "",
      verdict: "no_email",
      ...(n % 2 && { sentAt: new Date() }),
    });
  const read = (after?: string) => withTenant(ada, "migration.view", (tx) => lockedOut(tx, after));
  const first = await read();
  const second = await read(first.next ?? "");
  const ids = [...first.accounts, ...second.accounts].map(({ id }) => id);
  expect([first.accounts.length, second.accounts.length, new Set(ids).size]).toEqual([25, 5, 30]);
  expect(second.next).toBeNull();
  expect((await read("nonsense' or 1=1")).accounts).toHaveLength(25);
});

test("H6 the old way in is closed for one person alone, and opened again", async () => {
  const door = await oldDoor();
  const ada = await adaOf(door.home);
  const [one, other] = [await oldPerson(door), await oldPerson(door)];
  await withTenant(ada, "migration.run", (tx) => closeOldAccount(tx, { accountId: one.id }));
  const give = (oldUserName: string) =>
    giveOldPassword({ company: door.companyCode, name: oldUserName, password: OLD_PASSWORD });
  expect(await give(one.oldUserName)).toMatchObject({ verdict: "wrong", why: "closed" });
  expect(await give(other.oldUserName)).toMatchObject({ verdict: "right" });
  await withTenant(ada, "migration.run", (tx) => openOldAccount(tx, { accountId: one.id }));
  expect(await give(one.oldUserName)).toMatchObject({ verdict: "right" });
  const gone = await oldPerson(door, { movedAt: new Date(), movedBy: "mail" });
  await expect(
    withTenant(ada, "migration.run", (tx) => closeOldAccount(tx, { accountId: gone.id })),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("H6 another company's old account is nobody's here", async () => {
  const [here, there] = [await oldDoor(), await oldDoor()];
  const ada = await adaOf(here.home);
  const theirs = await oldPerson(there);
  await expect(
    withTenant(ada, "migration.run", (tx) => closeOldAccount(tx, { accountId: theirs.id })),
  ).rejects.toMatchObject({ code: "not_found" });
  expect((await accountNow(there.home.id, theirs.id)).closedAt).toBeNull();
  expect(await withTenant(ada, "people.view", (tx) => oldAccountsOf(tx, theirs.personId ?? ""))).toEqual([]);
});

test("H27 a person's page knows the old account, and since when and how it has moved", async () => {
  const door = await oldDoor();
  const ada = await adaOf(door.home);
  const account = await oldPerson(door, { office: "Noord" });
  const read = () => withTenant(ada, "people.view", (tx) => oldAccountsOf(tx, account.personId ?? ""));
  expect(await read()).toMatchObject([{ office: "Noord", movedAt: null, isDoorOpen: true }]);
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update legacy_accounts set moved_at = now(), moved_by = 'mail' where id = ${account.id}`),
  );
  expect(await read()).toMatchObject([{ movedBy: "mail", movedAt: expect.any(Date) }]);
});
