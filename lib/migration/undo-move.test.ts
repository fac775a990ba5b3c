import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { personRoles } from "@/db/schema/people";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { showInvitation } from "@/lib/invitations/link-state";
import { newActor, newMember, personNow, selfOf } from "@/lib/testing/factories";
import { accountNow, oldAccount } from "@/lib/testing/legacy";
import { acceptWith, giveOldPassword, OLD_PASSWORD, oldDoor, oldPerson } from "@/lib/testing/old-door";
import { lettersTo } from "@/lib/testing/outbox";
import { begunWave, dryLines, ranWave, waveRows } from "@/lib/testing/waves";
import { moveExisting } from "./create-identity";
import { undoMove } from "./undo-move";

type Ada = Awaited<ReturnType<typeof newActor>>;
let ada: Ada;

beforeEach(async () => {
  ada = await newActor("owner");
});

const undo = (personId: string, by = ada) =>
  withTenant(by, "migration.run", (tx) => undoMove(tx, { personId, reason: "wrong_person" }));
const move = (personId: string) =>
  withTenant(ada, "migration.run", (tx) => moveExisting(tx, { personId, accounts: [] }));

const rolesOf = async (personId: string) => {
  const rows = await lookUp("housekeeping", (db) =>
    db.select({ id: personRoles.roleId }).from(personRoles).where(sql`person_id = ${personId}`),
  );
  return rows.map(({ id }) => id).sort();
};

/** Opens the newest mail and makes the account. */
async function activate(email: string): Promise<void> {
  const [letter] = await lettersTo(email);
  const secret = /\/i\/([\w-]{43})$/.exec(letter?.button?.href ?? "")?.[1] ?? "";
  await acceptWith(secret);
}

async function movedByMail(role: "member" | "manager" = "manager") {
  const account = await oldAccount(ada.home, { role });
  const personId = account.personId ?? "";
  await move(personId);
  await activate(account.email);
  return { account, personId };
}

const eventsOf = async (personId: string) => [
  ...(await lookUp("verify events", (db) =>
    db.execute<{ details: Record<string, unknown>; actor_id: string }>(sql`
      select details, actor_id from events where person_id = ${personId} and action = 'legacy.reverted'`),
  )),
];

describe("H27 a move that is undone after the activation", () => {
  test("unlinks the account, clears the gates, and the old account can be moved again, without its password", async () => {
    const { account, personId } = await movedByMail();
    const { identityId } = await personNow(ada.tenantId, personId);
    const theirs = { self: await selfOf(identityId ?? ""), tenant: ada.tenant };
    expect(await withTenant(theirs, "people.view", async () => "in")).toBe("in");
    await undo(personId);
    await expect(withTenant(theirs, "people.view", async () => "in")).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await personNow(ada.tenantId, personId)).toMatchObject({
      ...{ stage: "not_invited", identityId: null, accountAt: null, activeAt: null, secondStepAt: null },
      ...{ name: account.name, email: account.email },
    });
    expect(await accountNow(ada.tenantId, account.id)).toMatchObject({
      ...{ standing: "ready", movedAt: null, movedBy: null, sealedHash: null },
    });
    const left = await lookUp("housekeeping", (db) =>
      db.execute<{ name: string }>(
        sql`select name from identities where id = ${identityId} and password_hash is not null`,
      ),
    );
    expect(left).toHaveLength(1);
    await move(personId);
    expect((await personNow(ada.tenantId, personId)).stage).toBe("invited");
  });

  test("is told to the person by mail, and written down with its reason and no words about anybody", async () => {
    const { account, personId } = await movedByMail();
    await undo(personId);
    const [letter] = await lettersTo(account.email);
    expect(letter?.subject).toBe("Your new account no longer opens Zorggroep Linde");
    expect(JSON.stringify(letter)).toContain("Ada Bakker");
    expect(await eventsOf(personId)).toEqual([{ details: { why: "wrong_person" }, actor_id: ada.personId }]);
  });

  test("is said by the mail that led in, and not that one has joined already", async () => {
    const { account, personId } = await movedByMail();
    const [letter] = await lettersTo(account.email);
    const secret = /\/i\/([\w-]{43})/.exec(letter?.button?.href ?? "")?.[1] ?? "";
    expect(await showInvitation(secret)).toMatchObject({ state: "accepted" });
    await undo(personId);
    expect(await showInvitation(secret)).toMatchObject({ state: "undone", oldLogIn: null });
  });

  test("of a wave puts the roles back as the wave found them, and the wave says so", async () => {
    const account = await oldAccount(ada.home, { role: "member" });
    const personId = account.personId ?? "";
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    await activate(account.email);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`insert into person_roles (tenant_id, person_id, role_id)
        values (${ada.tenantId}, ${personId}, ${ada.home.roles.manager})`),
    );
    await undo(personId);
    expect(await rolesOf(personId)).toEqual([ada.home.roles.member]);
    expect(await waveRows(ada, waveId)).toMatchObject([{ state: "reverted", reason: "wrong_person" }]);
    expect((await dryLines(ada)).map(({ plan }) => plan.outcome)).toEqual(["invite"]);
  });

  test("does not open the old log-in again", async () => {
    const door = await oldDoor();
    ada = await newActor("owner", door.home);
    const account = await oldPerson(door, { oldUserName: "anna.dv" });
    await move(account.personId ?? "");
    await activate(account.email);
    await undo(account.personId ?? "");
    const given = {
      company: door.companyCode,
      name: "anna.dv",
      password: OLD_PASSWORD,
      office: account.office,
    };
    expect((await giveOldPassword(given)).verdict).not.toBe("right");
  });
});

describe("H27 nothing is undone", () => {
  test("for who had an account here before, or has not activated", async () => {
    const { person } = await newMember(ada.home);
    await oldAccount(ada.home, { personId: person.id });
    await move(person.id);
    await expect(undo(person.id)).rejects.toMatchObject({ code: "move_not_activated" });
    const waiting = await oldAccount(ada.home);
    await move(waiting.personId ?? "");
    await expect(undo(waiting.personId ?? "")).rejects.toMatchObject({ code: "move_not_activated" });
    expect((await personNow(ada.tenantId, person.id)).identityId).not.toBeNull();
  });

  test("by oneself, above the own power, or without the right to move", async () => {
    const { personId } = await movedByMail("member");
    await expect(undo(ada.personId)).rejects.toMatchObject({ code: "on_yourself" });
    await expect(undo(ada.personId, await newActor("administrator", ada.home))).rejects.toMatchObject({
      code: "person_above_yours",
    });
    const bo = await newActor("manager", ada.home);
    await expect(undo(personId, bo)).rejects.toMatchObject({ code: "not_permitted" });
    expect(await eventsOf(personId)).toEqual([]);
  });

  test("twice", async () => {
    const { personId } = await movedByMail();
    await undo(personId);
    await expect(undo(personId)).rejects.toMatchObject({ code: "move_not_activated" });
    expect(await eventsOf(personId)).toHaveLength(1);
  });

  test("in another company", async () => {
    const { personId } = await movedByMail();
    await expect(undo(personId, await newActor("owner"))).rejects.toMatchObject({ code: "not_found" });
  });
});

test("H28 an owner whose own old account is in a wave loses nothing: it is put with their account, and the old way ends", async () => {
  const door = await oldDoor();
  ada = await newActor("owner", door.home);
  const mine = await oldPerson(door, { personId: ada.personId, oldUserName: "ada", totp: "JBSWY3DP" });
  const before = [await personNow(ada.tenantId, ada.personId), await rolesOf(ada.personId)];
  expect(await dryLines(ada)).toMatchObject([{ plan: { outcome: "link" } }]);
  const waveId = await begunWave(ada);
  await ranWave(ada, waveId);
  expect(await waveRows(ada, waveId)).toMatchObject([{ state: "linked" }]);
  expect([await personNow(ada.tenantId, ada.personId), await rolesOf(ada.personId)]).toEqual(before);
  expect(await withTenant(ada, "migration.run", async () => "in")).toBe("in");
  expect(await accountNow(ada.tenantId, mine.id)).toMatchObject({ standing: "moved", sealedHash: null });
  const given = { company: door.companyCode, name: "ada", password: OLD_PASSWORD, office: mine.office };
  expect((await giveOldPassword(given)).verdict).not.toBe("right");
});
