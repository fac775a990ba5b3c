import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { lookUp, withTenant } from "@/lib/access/doors";
import { anyEmail, newActor, newTenant } from "@/lib/testing/factories";
import { oldAccount } from "@/lib/testing/legacy";
import { accountsNow, checked, imported } from "@/lib/testing/old-lists";
import { migrationCounts } from "./counts";
import {
  LeavingOut,
  lastLeftTogether,
  leaveOutTogether,
  TakingIn,
  takeInTogether,
} from "./leave-out-together";
import { WaveDraft } from "./make-wave";
import { mapRole } from "./map-role";

type Ada = Awaited<ReturnType<typeof newActor>>;

const list = (...rows: string[]) => ["UserName;Office;E-mail;Active;Role", ...rows].join("\n");

const leaveOut = (by: Ada, seen: number, office?: string) =>
  withTenant(by, "migration.run", (tx) =>
    leaveOutTogether(tx, { verdict: "inactive", seen, ...(office !== undefined && { office }) }),
  );
const last = (by: Ada) => withTenant(by, "migration.view", lastLeftTogether);
const takeIn = (by: Ada, at: string) => withTenant(by, "migration.run", (tx) => takeInTogether(tx, { at }));
const standingsOf = (by: Ada) =>
  withTenant(by, "migration.view", async (tx) => (await migrationCounts(tx)).standings);
const verdictsOf = async (ada: Ada) => (await accountsNow(ada)).map(({ verdict }) => verdict);

test("H14 all accounts of a verdict are left out with one act, told as one, and taken in again with one", async () => {
  const ada = await newActor("owner");
  const off = Array.from({ length: 5 }, (_, n) => `off${n};Zuid;${anyEmail()};no;`);
  await imported(ada, list(`anna;Zuid;${anyEmail()};yes;`, ...off, "bo;Zuid;;yes;"));
  await leaveOut(ada, 5);
  expect(await standingsOf(ada)).toMatchObject({ ready: 1, left_out: 5, waits: 1 });
  const together = await last(ada);
  expect(together).toMatchObject({ accounts: 5 });
  await takeIn(ada, together?.at ?? "");
  expect(await verdictsOf(ada)).toEqual(["ready", ...off.map(() => "inactive"), "no_email"]);
  expect(await last(ada)).toBeNull();
  const told = await lookUp("verify events", (db) =>
    db.execute<{ action: string; details: unknown }>(sql`select action, details from events
      where tenant_id = ${ada.tenantId} and action in ('legacy.left_out', 'legacy.taken_in') order by seq`),
  );
  expect([...told]).toEqual([
    { action: "legacy.left_out", details: { what: "inactive", count: 5 } },
    { action: "legacy.taken_in", details: { count: 5 } },
  ]);
});

test("H14 another number than was looked at is refused with the new one, and another office stays", async () => {
  const ada = await newActor("owner");
  await imported(ada, list(`a;Zuid;${anyEmail()};no;`, `b;Noord;${anyEmail()};no;`, `c;;${anyEmail()};no;`));
  await expect(leaveOut(ada, 2)).rejects.toMatchObject({ code: "accounts_changed", values: { count: 3 } });
  await leaveOut(ada, 1, "Noord");
  await leaveOut(ada, 1, "");
  expect(await verdictsOf(ada)).toEqual(["inactive", "left_out", "left_out"]);
  expect(await last(ada)).toMatchObject({ accounts: 1 });
  await takeIn(ada, (await last(ada))?.at ?? "");
  expect(await verdictsOf(ada)).toEqual(["inactive", "left_out", "inactive"]);
});

test("H14 who had an address first and is left out gives it to the next, who keeps it", async () => {
  const ada = await newActor("owner");
  const email = anyEmail();
  await imported(ada, list(`a;Zuid;${email};yes;Chef`, `b;Zuid;${email};yes;`));
  expect(await verdictsOf(ada)).toEqual(["role_unknown", "duplicate"]);
  await withTenant(ada, "migration.run", (tx) => leaveOutTogether(tx, { verdict: "role_unknown", seen: 1 }));
  expect(await verdictsOf(ada)).toEqual(["left_out", "ready"]);
  await takeIn(ada, (await last(ada))?.at ?? "");
  expect(await verdictsOf(ada)).toEqual(["duplicate", "ready"]);
});

test("H14 hundreds are judged by the job when they are taken in again", async () => {
  const ada = await newActor("owner");
  const off = Array.from({ length: 600 }, (_, n) => `off${n};Zuid;${anyEmail()};no;`);
  const id = await imported(ada, list(...off));
  await leaveOut(ada, 600);
  expect(await standingsOf(ada)).toMatchObject({ left_out: 600, waits: 0 });
  await takeIn(ada, (await last(ada))?.at ?? "");
  await checked(ada, id);
  expect(new Set(await verdictsOf(ada))).toEqual(new Set(["inactive"]));
});

test("8.3.3 accounts of people who may do more, or will, stay as they are, out or in", async () => {
  const home = await newTenant();
  const [ada, bea] = [await newActor("owner", home), await newActor("administrator", home)];
  const owner = await oldAccount(home, { verdict: "inactive", person: true, role: "owner" });
  await imported(ada, list(`chef;Zuid;${anyEmail()};no;Chef`, `anna;Zuid;${anyEmail()};no;`));
  await withTenant(ada, "migration.run", (tx) => mapRole(tx, { roleKey: "chef", role: home.roles.owner }));
  await leaveOut(bea, 3);
  const outOf = async () =>
    (await accountsNow(ada))
      .filter(({ leftOutAt }) => leftOutAt !== null)
      .map(({ oldUserName }) => oldUserName)
      .sort();
  expect(await outOf()).toEqual(["anna"]);
  await expect(leaveOut(bea, 2)).rejects.toMatchObject({ code: "person_above_yours" });
  await leaveOut(ada, 2);
  expect(await outOf()).toEqual(["anna", owner.oldUserName, "chef"].sort());
  await expect(takeIn(bea, (await last(bea))?.at ?? "")).rejects.toMatchObject({ code: "account_moved" });
  const elsewhere = await newActor("owner");
  await expect(takeIn(elsewhere, (await last(ada))?.at ?? "")).rejects.toMatchObject({
    code: "account_moved",
  });
});

test("H14 what no page asks for is refused before the database sees it", () => {
  for (const at of ["0000-01-01T00:00:00.000000Z", "2026-02-31T00:00:00.000000Z", "x"])
    expect(TakingIn.safeParse({ at }).success, at).toBe(false);
  const odd = { verdict: "inactive", seen: "1", office: "=Zu\0id" };
  expect(LeavingOut.safeParse(odd).success).toBe(false);
  expect(WaveDraft.safeParse({ count: "1", office: "=\0" }).success).toBe(false);
  for (const field of ["source", "search"])
    expect(WaveDraft.safeParse({ count: "1", [field]: "a\0" }).success, field).toBe(false);
  expect(WaveDraft.parse({ count: "1", office: "=", search: " Zuid " })).toMatchObject({
    office: "",
    search: "Zuid",
  });
});
