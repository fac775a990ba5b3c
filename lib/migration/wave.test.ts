import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { undoWithdrawal } from "@/lib/invitations/reopen";
import { resendInvitation } from "@/lib/invitations/resend";
import { sendInvitation } from "@/lib/invitations/send";
import { onboarding } from "@/lib/jobs/onboarding";
import { anyEmail, newActor, newMember, newPerson, personNow } from "@/lib/testing/factories";
import { accountNow, oldAccount, oldList, snapshotOf } from "@/lib/testing/legacy";
import { changePerson } from "@/lib/testing/offers";
import { acceptWith } from "@/lib/testing/old-door";
import { lettersTo } from "@/lib/testing/outbox";
import { begunWave, dryLines, movesOf, ranWave, waveNow, waveRows } from "@/lib/testing/waves";
import { isoIn } from "@/lib/time";
import { moveOne } from "./move";
import { cancelWave, pauseWave, resumeWave, retryWave, rollBackWave, startWaveNow } from "./steer-wave";
import { waveProgress, waveRowsAfter } from "./wave-page";
import { waveOf } from "./waves";

type Ada = Awaited<ReturnType<typeof newActor>>;
let ada: Ada;

beforeEach(async () => {
  ada = await newActor("owner");
});

const steer = <T>(verb: (tx: never, target: { waveId: string }) => Promise<T>, waveId: string, by = ada) =>
  withTenant(by, "migration.run", (tx) => verb(tx as never, { waveId }));

async function many(count: number, draft: Parameters<typeof oldAccount>[1] = {}) {
  const importId = await oldList(ada.home);
  return Promise.all(Array.from({ length: count }, () => oldAccount(ada.home, { importId, ...draft })));
}

/** Sixty accounts of every kind. */
async function mixed() {
  await many(30);
  await many(6, { office: "Noord", hash: { scheme: "bcrypt", hash: "x" } });
  for (const verdict of ["no_email", "malformed", "duplicate", "shared", "role_unknown", "inactive"])
    await many(2, { verdict });
  const active = await newMember(ada.home);
  await many(2, { personId: active.person.id });
  const free = await newPerson(ada.home);
  await many(2, { personId: free.id });
  await many(1, { role: "owner" });
  for (const gate of ["suspendedAt", "leftAt", "invitedAt"] as const) {
    const person = await newPerson(ada.home, { [gate]: new Date() });
    await many(1, { personId: person.id });
  }
  await many(2, { leftOutAt: new Date(), leftOutWhy: "by_hand" });
  const [dead] = await many(1);
  await withSystem("deliver messages", (tx) =>
    tx.execute(sql`
      with sent as (insert into messages (tenant_id, kind, address, state, send_after) values (${ada.tenantId}, 'test', 'x@linde.test', 'cancelled', now())
        returning id)
      insert into dead_addresses (tenant_id, address_key, why, message_id)
        select ${ada.tenantId}, ${dead?.emailKey ?? ""}, 'mailbox_unknown', id from sent`),
  );
  await many(1, { person: false });
}

/** Lists of people, not of the operator, and so many moves in a day. */
const roomFor = (most: number) =>
  withSystem("housekeeping", async (tx) => {
    await tx.execute(sql`update legacy_imports set channel = 'upload' where tenant_id = ${ada.tenantId}`);
    await tx.execute(sql`update tenants set imports_per_day = ${most} where id = ${ada.tenantId}`);
  });

const linkTo = async (email: string) =>
  /\/i\/([\w-]{43})/.exec((await lettersTo(email))[0]?.button?.href ?? "")?.[1] ?? "";

const states = { invite: "sent", link: "linked", skip: "skipped" } as const;

describe("H14 a wave over many accounts", () => {
  test("does exactly what the dry run says, account by account", async () => {
    await mixed();
    const before = await snapshotOf(ada.tenantId);
    const lines = await dryLines(ada);
    expect(await snapshotOf(ada.tenantId)).toEqual(before);
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId, 7);
    const rows = await waveRows(ada, waveId);
    const said = lines.map(({ id, plan }) => [
      id,
      states[plan.outcome],
      plan.outcome === "skip" ? plan.reason : null,
    ]);
    expect(rows.map(({ accountId, state, reason }) => [accountId, state, reason])).toEqual(said);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["sent", "linked", "skipped"]));
    for (const { plan } of lines)
      if (plan.outcome === "invite") expect(await lettersTo(plan.email)).toHaveLength(1);
    expect(await waveNow(waveId)).toMatchObject({ state: "done", accounts: lines.length });
  });

  test("of two old accounts of one person the first brings the one mail", async () => {
    const person = await newPerson(ada.home);
    await many(3, { personId: person.id });
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId, 1);
    expect((await waveRows(ada, waveId)).map(({ reason }) => reason)).toEqual([null, "invited", "invited"]);
    expect(await lettersTo(person.email)).toHaveLength(1);
  });

  test("links who has an account already: no mail, and the old secrets are erased", async () => {
    const { person } = await newMember(ada.home);
    const [account] = await many(1, {
      personId: person.id,
      hash: { scheme: "bcrypt", hash: "x" },
      totp: "KEY",
    });
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    const now = await accountNow(ada.tenantId, account?.id ?? "");
    expect(now).toMatchObject({ standing: "moved", movedBy: "linked", sealedHash: null, sealedTotp: null });
    expect(await lettersTo(person.email ?? "")).toEqual([]);
  });

  test("is chosen by office, by search or by hand, and says no when the numbers have moved", async () => {
    await many(3, { office: "Noord" });
    const [one] = await many(2, { name: "Bo 100% Jansen" });
    expect(await dryLines(ada, { office: "Noord" })).toHaveLength(3);
    expect(await dryLines(ada, { search: "100% jan" })).toHaveLength(2);
    expect(await dryLines(ada, { accountIds: [one?.id ?? ""] })).toHaveLength(1);
    const late = withTenant(ada, "migration.run", async (tx) => {
      const { makeWave } = await import("./make-wave");
      return makeWave(tx, { office: "Noord", count: 2 });
    });
    await expect(late).rejects.toMatchObject({ code: "wave_changed" });
  });

  test("two waves over the same accounts at once move each of them once", async () => {
    await many(12);
    const bea = await newActor("administrator", ada.home);
    const both = await Promise.allSettled([begunWave(ada), begunWave(bea)]);
    const ids = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    await Promise.all(ids.map((id) => ranWave(ada, id, 5)));
    expect(Object.values(await movesOf(ada.tenantId))).toEqual(Array(7).fill(12));
  });

  test("pauses, goes on, and cancelled leaves the rest free for another wave", async () => {
    await many(6);
    const waveId = await begunWave(ada);
    await steer(pauseWave, waveId);
    await ranWave(ada, waveId);
    expect((await movesOf(ada.tenantId)).sent).toBe(0);
    await steer(resumeWave, waveId);
    await steer(cancelWave, waveId);
    await expect(steer(resumeWave, waveId)).rejects.toMatchObject({ code: "wave_moved" });
    const second = await begunWave(ada);
    await ranWave(ada, second);
    expect((await movesOf(ada.tenantId)).sent).toBe(6);
  });

  test("tries those again that stayed behind and were mended", async () => {
    const [kept] = await many(1, { verdict: "no_email", person: true });
    await many(2);
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    await expect(steer(retryWave, waveId)).rejects.toMatchObject({ code: "wave_nobody" });
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update legacy_accounts set verdict = 'ready' where id = ${kept?.id ?? ""}`),
    );
    expect(await steer(retryWave, waveId)).toEqual({ count: 1 });
    await ranWave(ada, waveId);
    expect((await waveRows(ada, waveId)).map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
  });

  test("stands still, saying why, when who began it may not any more", async () => {
    const bea = await newActor("administrator", ada.home);
    await many(3);
    const waveId = await begunWave(bea);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update person_roles set role_id = ${ada.home.roles.manager} where person_id = ${bea.personId}`,
      ),
    );
    await ranWave(ada, waveId);
    expect(await waveNow(waveId)).toMatchObject({ state: "paused", stoppedWhy: "not_permitted" });
    expect((await movesOf(ada.tenantId)).sent).toBe(0);
    await steer(resumeWave, waveId);
    await ranWave(ada, waveId);
    expect(await waveNow(waveId)).toMatchObject({ state: "done", startedBy: ada.personId });
  });

  test("shows a mail that came back, and what stayed behind, under those that need somebody", async () => {
    const [bounced] = await many(3);
    await many(1, { verdict: "two_offices", name: "Bo" });
    await many(1, { personId: (await newPerson(ada.home, { invitedAt: new Date() })).id });
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    await changePerson(bounced?.personId ?? "", { bouncedAt: new Date() });
    const { progress, needs, found } = await withTenant(ada, "migration.view", async (tx) => {
      const wave = await waveOf(tx, waveId);
      const counts = await waveProgress(tx, wave);
      return {
        progress: counts,
        needs: await waveRowsAfter(tx, wave, counts, { tab: "needs", q: "", after: 0 }),
        found: await waveRowsAfter(tx, wave, counts, { tab: "all", q: bounced?.email ?? "", after: 0 }),
      };
    });
    expect(progress).toMatchObject({ all: 5, sent: 2, needs: 1, stays: 1, bounced: 1, todo: 0, failed: 0 });
    expect(needs.rows.map(({ name, reason }) => [name, reason])).toEqual([
      ["Anna de Vries", null],
      ["Bo", "two_offices"],
    ]);
    expect(found.rows.map(({ accountId }) => accountId)).toEqual([bounced?.id]);
  });

  test("another company's wave is not there", async () => {
    await many(1);
    const waveId = await begunWave(ada);
    const eve = await newActor("owner");
    for (const verb of [pauseWave, resumeWave, cancelWave, retryWave, rollBackWave])
      await expect(steer(verb as never, waveId, eve)).rejects.toMatchObject({ code: "not_found" });
    expect(await dryLines(eve)).toEqual([]);
  });
});

describe("H16 H17 the mail of a wave", () => {
  test("has the title, the greeting, the link, the code, the user name, the address and the contact", async () => {
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update tenants set policy = '{"companyCodeShown": "yes"}', contact = '{"email": "office@linde.test", "phone": "020 123"}'
        where id = ${ada.tenantId}`),
    );
    const [account] = await many(1);
    await ranWave(ada, await begunWave(ada));
    const [letter] = await lettersTo(account?.email ?? "");
    const text = JSON.stringify(letter);
    expect(letter).toMatchObject({ heading: "Account verification", greeting: "Hello Anna de Vries," });
    expect(letter?.button?.label).toBe("Click here to activate your account");
    for (const part of [
      "You have been granted access to Zorggroep Linde",
      "Company code: ",
      `User name: `,
      account?.email ?? "-",
      "Address to remember or bookmark: http://localhost:3999/sign-in/",
      "020 123, office@linde.test",
      "This is a message from Portico on behalf of Zorggroep Linde.",
    ])
      expect(text).toContain(part);
  });

  test("is the same when it is sent once more, and the reminder knows the company", async () => {
    const [account] = await many(1);
    await ranWave(ada, await begunWave(ada));
    await withTenant(ada, "people.invite", (tx) =>
      resendInvitation(tx, { personId: account?.personId ?? "" }),
    );
    const [again, first] = await lettersTo(account?.email ?? "");
    expect(again?.heading).toBe(first?.heading);
    expect(again?.paragraphs[0]).toBe("This mail replaces the earlier one. Only this link works.");
  });

  test("is the same for one who is moved by hand, who cannot be moved twice", async () => {
    const [account] = await many(1);
    const move = () => withTenant(ada, "migration.run", (tx) => moveOne(tx, account?.id ?? ""));
    expect(await move()).toMatchObject({ plan: { outcome: "invite" } });
    expect((await lettersTo(account?.email ?? ""))[0]?.heading).toBe("Account verification");
    await expect(move()).rejects.toMatchObject({ code: "move_kept" });
  });
});

describe("H27 a wave rolled back", () => {
  test("puts people, their roles and the old accounts back to the byte", async () => {
    await mixed();
    const before = await snapshotOf(ada.tenantId);
    const waveId = await begunWave(ada, { office: "Noord" });
    await ranWave(ada, waveId);
    expect(await snapshotOf(ada.tenantId)).not.toEqual(before);
    await steer(rollBackWave, waveId);
    await ranWave(ada, waveId, 2);
    expect(await snapshotOf(ada.tenantId)).toEqual(before);
    expect(await waveNow(waveId)).toMatchObject({ state: "rolled_back" });
    expect(await movesOf(ada.tenantId)).toMatchObject({ invitations: 0, links: 0, messages: 0 });
    const again = await begunWave(ada, { office: "Noord" });
    await ranWave(ada, again);
    expect((await movesOf(ada.tenantId)).invitations).toBe(6);
  });

  test("is not undone for one person alone", async () => {
    const [account] = await many(1);
    const personId = account?.personId ?? "";
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    await steer(rollBackWave, waveId);
    await ranWave(ada, waveId);
    await expect(
      withTenant(ada, "people.invite", (tx) => undoWithdrawal(tx, { personId })),
    ).rejects.toMatchObject({ code: "undo_over" });
    expect((await personNow(ada.tenantId, personId)).stage).toBe("not_invited");
  });

  test("leaves alone who has activated, and gives back no role that whoever does it may not give", async () => {
    const [one, two] = await many(2, { role: "administrator" });
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    const { identity } = await newMember(ada.home);
    await changePerson(one?.personId ?? "", { accountAt: new Date() });
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set identity_id = null where identity_id = ${identity.id}`),
    );
    await changePerson(one?.personId ?? "", { identityId: identity.id });
    const bea = await newActor("administrator", ada.home);
    await steer(rollBackWave, waveId, bea);
    await ranWave(bea, waveId);
    expect((await personNow(ada.tenantId, one?.personId ?? "")).stage).toBe("started");
    expect((await personNow(ada.tenantId, two?.personId ?? "")).stage).toBe("not_invited");
    expect((await waveRows(ada, waveId)).map(({ state }) => state).sort()).toEqual(["rolled_back", "sent"]);
  });

  test("H27 whoever activates while it goes back is in or back, and never half of each", async () => {
    const accounts = await many(16);
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    const links = await Promise.all(accounts.slice(0, 8).map(({ email }) => linkTo(email)));
    await steer(rollBackWave, waveId);
    const [accepted] = await Promise.all([
      Promise.allSettled(links.map((link) => acceptWith(link))),
      ranWave(ada, waveId, 2),
    ]);
    const isIn = accepted.map(({ status }) => status === "fulfilled");
    for (const [index, { id, personId }] of accounts.entries()) {
      const person = await personNow(ada.tenantId, personId ?? "");
      const account = await accountNow(ada.tenantId, id);
      expect([person.identityId !== null, person.stage, account.standing]).toEqual(
        isIn[index] ? [true, "started", "moved"] : [false, "not_invited", "ready"],
      );
    }
    expect((await waveNow(waveId)).state).toBe("rolled_back");
  });

  test("takes nothing from who may do more by now than whoever rolls back", async () => {
    const [one, two] = await many(2);
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update person_roles set role_id = ${ada.home.roles.owner} where person_id = ${one?.personId}`,
      ),
    );
    const bea = await newActor("administrator", ada.home);
    await steer(rollBackWave, waveId, bea);
    await ranWave(bea, waveId);
    expect((await personNow(ada.tenantId, one?.personId ?? "")).stage).toBe("invited");
    expect((await personNow(ada.tenantId, two?.personId ?? "")).stage).toBe("not_invited");
    expect((await waveNow(waveId)).state).toBe("rolled_back");
  });

  test("stands still on its way back as well, and goes on backwards", async () => {
    await many(4);
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    const bea = await newActor("administrator", ada.home);
    await steer(rollBackWave, waveId, bea);
    await changePerson(bea.personId, { suspendedAt: new Date() });
    await ranWave(ada, waveId);
    expect(await waveNow(waveId)).toMatchObject({ state: "rolling_back", stoppedWhy: "paused" });
    await steer(resumeWave, waveId);
    await ranWave(ada, waveId);
    expect((await waveNow(waveId)).state).toBe("rolled_back");
    expect((await movesOf(ada.tenantId)).sent).toBe(0);
  });
});

describe("feature 6 a wave planned for a day", () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000);
  const text = (date: Date) => date.toISOString().slice(0, 10);
  const subjects = async (email: string) => (await lettersTo(email)).map(({ subject }) => subject);

  test("tells its people two weeks and three days before, once each, and begins by itself", async () => {
    const [account] = await many(1);
    await many(1, { verdict: "no_email" });
    const email = account?.email ?? "";
    const waveId = await begunWave(ada, {}, text(day(30)));
    const at = (await waveNow(waveId)).plannedFor ?? new Date();
    const daysBefore = (days: number) => new Date(at.getTime() - days * 86_400_000 + 60_000);
    await onboarding(daysBefore(20));
    expect(await subjects(email)).toEqual([]);
    for (const days of [14, 13, 3, 2]) await onboarding(daysBefore(days));
    const told = await subjects(email);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^From \w+ \d+ \w+ you sign in to Zorggroep Linde in a new way$/);
    expect((await waveNow(waveId)).state).toBe("planned");
    await onboarding(new Date(at.getTime() + 60_000));
    await ranWave(ada, waveId);
    expect(await waveNow(waveId)).toMatchObject({ state: "done", startedBy: ada.personId });
    expect((await subjects(email))[0]).toContain("Account verification");
  });

  test("cancelled after they were told, it tells them once that the day is off, before any other day", async () => {
    const [account, byHand] = await many(2);
    const email = account?.email ?? "";
    const first = await begunWave(ada, {}, text(day(10)));
    await onboarding();
    await changePerson(byHand?.personId ?? "", { invitedAt: new Date() });
    await steer(cancelWave, first);
    await begunWave(ada, {}, text(day(12)));
    for (let tick = 0; tick < 3; tick++) await onboarding();
    const told = (await subjects(email)).reverse();
    expect(told).toHaveLength(3);
    expect(told[1]).toMatch(/^Your move at Zorggroep Linde is not on \w+ \d+ \w+$/);
    expect(told[2]).toMatch(/^From \w+/);
    expect(await subjects(byHand?.email ?? "")).toHaveLength(1);
  });

  test("cancelled before anybody was told, it tells nobody", async () => {
    const [account] = await many(1);
    const waveId = await begunWave(ada, {}, text(day(30)));
    await onboarding();
    await steer(cancelWave, waveId);
    await onboarding();
    expect(await subjects(account?.email ?? "")).toEqual([]);
  });

  test("planned two days ahead tells them once", async () => {
    const [account] = await many(1);
    const waveId = await begunWave(ada, {}, text(day(3)));
    await onboarding(new Date());
    const at = (await waveNow(waveId)).plannedFor ?? new Date();
    await onboarding(new Date(at.getTime() - 3_600_000));
    expect((await subjects(account?.email ?? "")).length).toBeLessThanOrEqual(1);
  });

  test("does not begin for who may not move people any more", async () => {
    const bea = await newActor("administrator", ada.home);
    await many(1);
    const waveId = await begunWave(bea, {}, text(day(5)));
    await changePerson(bea.personId, { leftAt: new Date() });
    const at = (await waveNow(waveId)).plannedFor ?? new Date();
    await onboarding(new Date(at.getTime() + 60_000));
    await ranWave(ada, waveId);
    expect(await waveNow(waveId)).toMatchObject({ state: "paused", stoppedWhy: "not_found" });
  });

  test("begins at seven of that day on the company's own clock, wherever it is", async () => {
    await many(1);
    const at = async (timeZone: string) => {
      await withSystem("housekeeping", (tx) =>
        tx.execute(sql`update tenants set time_zone = ${timeZone} where id = ${ada.tenantId}`),
      );
      const waveId = await begunWave(ada, {}, text(day(40)));
      await steer(cancelWave, waveId);
      return isoIn(timeZone, (await waveNow(waveId)).plannedFor ?? new Date()).slice(0, 16);
    };
    for (const zone of ["Europe/Amsterdam", "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
      expect(await at(zone), zone).toBe(`${text(day(40))}T07:00`);
  });

  test("counts on its day: what the day has no room for stands still, says why, and goes on the next day", async () => {
    for (const office of ["Zuid", "Noord", "West"]) await many(2, { office });
    await roomFor(3);
    const first = await begunWave(ada, { office: "Zuid" }, text(day(5)));
    const second = await begunWave(ada, { office: "Noord" }, text(day(5)));
    const third = await begunWave(ada, { office: "West" }, text(day(5)));
    await onboarding(day(6));
    for (const waveId of [first, second]) await ranWave(ada, waveId);
    expect((await waveNow(first)).state).toBe("done");
    for (const waveId of [second, third])
      expect(await waveNow(waveId)).toMatchObject({ state: "paused", stoppedWhy: "waves_full" });
    await expect(steer(resumeWave, second)).rejects.toMatchObject({ code: "waves_full" });
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update wave_accounts set done_at = done_at - interval '1 day' where tenant_id = ${ada.tenantId}`,
      ),
    );
    await steer(resumeWave, second);
    await ranWave(ada, second);
    expect((await waveNow(second)).state).toBe("done");
  });

  test("is not planned for a day that has gone", async () => {
    await many(1);
    await expect(begunWave(ada, {}, text(day(-1)))).rejects.toMatchObject({ code: "wave_day" });
  });
});

test("2.3.2 waves move no more people in a day than lists invite, also when they were taken back; the operator's are free", async () => {
  const importId = await oldList(ada.home);
  const [one] = await Promise.all([1, 2, 3].map(() => oldAccount(ada.home, { importId })));
  const free = await begunWave(ada, { accountIds: [one?.id ?? ""] });
  await ranWave(ada, free);
  await withSystem("housekeeping", async (tx) => {
    await tx.execute(sql`update legacy_imports set channel = 'upload' where id = ${importId}`);
    await tx.execute(sql`update tenants set imports_per_day = 2 where id = ${ada.tenantId}`);
  });
  await steer(rollBackWave, free);
  await ranWave(ada, free);
  const full = { code: "waves_full", values: { count: 3, left: 1, most: 2 } };
  await expect(begunWave(ada)).rejects.toMatchObject(full);
});

test("2.3.2 no plan and no second try moves more people in a day than that", async () => {
  await many(2);
  await many(1, { office: "West" });
  const waits = await many(2, { verdict: "role_unknown", office: "Noord" });
  await roomFor(3);
  await ranWave(ada, await begunWave(ada, { office: "Zuid" }));
  const ready = () =>
    withSystem("housekeeping", (tx) =>
      tx.execute(sql`update legacy_accounts set verdict = 'ready' where tenant_id = ${ada.tenantId}`),
    );
  const plan = await begunWave(ada, {}, new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10));
  await ready();
  await expect(steer(startWaveNow, plan)).rejects.toMatchObject({
    code: "waves_full",
    values: { count: 3, left: 1, most: 3 },
  });
  await steer(cancelWave, plan);
  await withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update legacy_accounts set verdict = 'role_unknown' where id in ${waits.map(({ id }) => id)}`,
    ),
  );
  const one = await begunWave(ada, {});
  await ranWave(ada, one);
  await ready();
  await expect(steer(retryWave, one)).rejects.toMatchObject({ code: "waves_full" });
});

test("a wave does not use up the day's invitations by hand, and the log stays whole", async () => {
  await many(5);
  await ranWave(ada, await begunWave(ada));
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update tenants set invites_per_day = 1 where id = ${ada.tenantId}`),
  );
  const byHand = () =>
    withTenant(ada, "people.invite", (tx) =>
      sendInvitation(tx, { email: anyEmail(), roles: [ada.home.roles.member] }),
    );
  await byHand();
  await expect(byHand()).rejects.toMatchObject({ code: "daily_limit" });
  const [chain] = await lookUp("verify events", (db) =>
    db.execute<{ broken: string | null }>(sql`select app.broken_link(${ada.tenantId}::uuid) as broken`),
  );
  expect(chain?.broken).toBeNull();
});
