import { sql } from "drizzle-orm";
import { generate } from "otplib";
import { expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { showInvitation } from "@/lib/invitations/link-state";
import { sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { anyEmail, newActor, newIdentity, newPerson, personNow, trace } from "@/lib/testing/factories";
import { accountNow } from "@/lib/testing/legacy";
import {
  acceptWith,
  anywhere,
  giveOldPassword,
  mailedCode,
  OLD_PASSWORD,
  oldDoor,
  oldDoorEvents,
  oldHashOf,
  oldPerson,
  rightAtOldDoor,
  typeCodeOf,
  typeMailedCode,
} from "@/lib/testing/old-door";
import { lettersTo, subjectsTo } from "@/lib/testing/recovery";
import { begunWave, ranWave } from "@/lib/testing/waves";
import { accessKeyOf, stateOf } from "./access-key-row";
import { closeOldAccount } from "./close-old-account";
import { keptPassword } from "./kept-password";
import { countLockedOut } from "./locked-out";
import { mailCodeAgain, prepareCodeAgain } from "./mail-code-again";
import { closeOldSignIn } from "./set-old-sign-in";
import { rollBackWave } from "./steer-wave";
import { tellMoved } from "./tell-moved";

const stateNow = async (secret: string) => {
  const row = await accessKeyOf(secret);
  return row && stateOf(row);
};

/** "Mail me a new code", as the page does. */
const codeAgain = async (secret: string) => {
  const again = await prepareCodeAgain(await accessKeyOf(secret));
  return withSystem("access key", (tx) => mailCodeAgain(tx, again), trace);
};

async function through(
  door: Awaited<ReturnType<typeof oldDoor>>,
  account: Awaited<ReturnType<typeof oldPerson>>,
) {
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const { secret } = await rightAtOldDoor(given);
  const proved = await typeMailedCode(secret, await mailedCode(account.email));
  if (proved.verdict !== "in") throw new Error(`not in: ${proved.verdict}`);
  return { given, accessKey: secret, link: proved.secret };
}

test("H5 the old password and the mailed code lead to the invitation, and accepting it moves the account", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const { link, accessKey } = await through(door, account);
  const shown = await showInvitation(link);
  expect(shown).toMatchObject({ state: "open", email: account.email, personId: account.personId });
  const offered = { invitedAt: expect.any(Date), sentAt: expect.any(Date), openedAt: expect.any(Date) };
  expect(await personNow(door.home.id, account.personId ?? "")).toMatchObject(offered);
  await acceptWith(link);
  expect(await accountNow(door.home.id, account.id)).toMatchObject({
    movedBy: "access_key",
    sealedHash: null,
    standing: "moved",
  });
  expect(await stateNow(accessKey)).toBe("moved");
  const events = await oldDoorEvents(door.home.id);
  expect(events.map(({ action }) => action)).toEqual([
    "access_key.right",
    "access_key.proved",
    "legacy.moved",
  ]);
  expect(JSON.stringify(events)).not.toContain(OLD_PASSWORD);
});

test("H5 company code, user name and office are compared without case; an office may be left out", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door, {
    oldUserName: "A.deVries",
    office: "Zuid",
    oldUserNameKey: "a.devries",
  });
  for (const office of ["Zuid", "zuid", undefined]) {
    const company = ` ${door.companyCode.toLowerCase()} `;
    const given = { company, name: " a.DEVRIES ", password: OLD_PASSWORD, ...(office && { office }) };
    expect(await giveOldPassword(given)).toMatchObject({ verdict: "right" });
  }
  expect(account.office).toBe("Zuid");
  const elsewhere = { company: door.companyCode, name: "a.devries", password: OLD_PASSWORD, office: "Noord" };
  expect(await giveOldPassword(elsewhere)).toMatchObject({ verdict: "wrong" });
});

test("H5 of two accounts with one user name in two offices the password tells which", async () => {
  const door = await oldDoor();
  const name = { oldUserName: "planning", oldUserNameKey: "planning" };
  await oldPerson(door, { ...name, office: "Noord", hash: oldHashOf("another old password") });
  const south = await oldPerson(door, { ...name, office: "Zuid" });
  const { secret } = await rightAtOldDoor({
    company: door.companyCode,
    name: "planning",
    password: OLD_PASSWORD,
  });
  expect((await accessKeyOf(secret))?.account.id).toBe(south.id);
});

test("H6 wrong, unknown, closed, left out and moved get the same answer, and the log says which it was", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const closed = await oldPerson(door, { closedAt: new Date() });
  const left = await oldPerson(door, { leftOutAt: new Date(), leftOutWhy: "by_hand" });
  const moved = await oldPerson(door);
  await acceptWith((await through(door, moved)).link);
  const company = door.companyCode;
  const tries = [
    { company, name: account.oldUserName, password: "not it" },
    { company, name: "nobody", password: OLD_PASSWORD },
    { company, name: closed.oldUserName, password: OLD_PASSWORD },
    { company, name: left.oldUserName, password: OLD_PASSWORD },
    { company, name: moved.oldUserName, password: OLD_PASSWORD },
  ];
  const before = (await oldDoorEvents(door.home.id)).length;
  for (const given of tries) expect((await giveOldPassword(given)).verdict).toBe("wrong");
  const events = (await oldDoorEvents(door.home.id)).slice(before);
  expect(events.map(({ action, reason }) => `${action} ${reason}`)).toEqual(
    ["password", "unknown", "closed", "closed", "moved"].map((why) => `access_key.wrong ${why}`),
  );
  expect(events[0]?.person_id).toBe(account.personId);
  const unknown = { company: "NO-SUCH-CODE", name: "anna", password: OLD_PASSWORD };
  expect(await giveOldPassword(unknown)).toMatchObject({ verdict: "wrong", tenantId: null });
});

test("H6 a company that has closed its old log-in, or whose date has passed, lets nobody in by it", async () => {
  const shut = await oldDoor({ oldSignIn: "closed" });
  const one = await oldPerson(shut);
  const given = { company: shut.companyCode, name: one.oldUserName, password: OLD_PASSWORD };
  expect(await giveOldPassword(given)).toMatchObject({ verdict: "wrong", why: "closed" });
  const over = await oldDoor();
  const other = await oldPerson(over);
  const end = (moment: string) =>
    withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update tenants set old_sign_in_ends_at = now() + ${moment}::interval where id = ${over.home.id}`,
      ),
    );
  const late = { company: over.companyCode, name: other.oldUserName, password: OLD_PASSWORD };
  await end("-1 minute");
  expect(await giveOldPassword(late)).toMatchObject({ verdict: "wrong", why: "closed" });
  await end("1 day");
  expect(await giveOldPassword(late)).toMatchObject({ verdict: "right" });
});

test("H6 who was on the way goes no further once the old log-in is closed, by hand or by its date", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const { secret } = await rightAtOldDoor(given);
  const code = await mailedCode(account.email);
  const before = await accessKeyOf(secret);
  await withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update tenants set old_sign_in_ends_at = now() - interval '1 minute' where id = ${door.home.id}`,
    ),
  );
  await expect(typeCodeOf(before, code)).rejects.toMatchObject({ code: "access_key_over" });
  expect(await stateNow(secret)).toBe("closed");
  expect(await typeMailedCode(secret, code)).toMatchObject({ verdict: "over" });
});

test("H27 an offer that was taken back is not made again by the old password, before or after it was given", async () => {
  const door = await oldDoor();
  const ada = await newActor("owner", door.home);
  const account = await oldPerson(door);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const offer = { email: account.email, roles: [door.home.roles.member] };
  await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, offer));
  const { secret } = await rightAtOldDoor(given);
  const code = await mailedCode(account.email);
  const before = await accessKeyOf(secret);
  await withTenant(ada, "people.invite", (tx) =>
    withdrawInvitation(tx, { personId: account.personId ?? "" }),
  );
  await expect(typeCodeOf(before, code)).rejects.toMatchObject({ code: "access_key_over" });
  expect(await stateNow(secret)).toBe("closed");
  expect(await giveOldPassword(given)).toMatchObject({ verdict: "wrong", why: "closed" });
  await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, offer));
  expect(await giveOldPassword(given)).toMatchObject({ verdict: "right" });
});

test("H27 a wave that was rolled back leaves the old log-in as it was", async () => {
  const door = await oldDoor();
  const ada = await newActor("owner", door.home);
  const account = await oldPerson(door);
  const waveId = await begunWave(ada);
  await ranWave(ada, waveId);
  await withTenant(ada, "migration.run", (tx) => rollBackWave(tx, { waveId }));
  await ranWave(ada, waveId);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  expect(await giveOldPassword(given)).toMatchObject({ verdict: "right" });
});

test("H27 a no that somebody said by hand outlives the rollback of the wave", async () => {
  const door = await oldDoor();
  const ada = await newActor("owner", door.home);
  const account = await oldPerson(door);
  const waveId = await begunWave(ada);
  await ranWave(ada, waveId);
  await withTenant(ada, "people.invite", (tx) =>
    withdrawInvitation(tx, { personId: account.personId ?? "" }),
  );
  await withTenant(ada, "migration.run", (tx) => rollBackWave(tx, { waveId }));
  await ranWave(ada, waveId);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  expect(await giveOldPassword(given)).toMatchObject({ verdict: "wrong", why: "closed" });
});

test("H27 the mail of a wave that was rolled back says that the old log-in works again, where it does for its reader", async () => {
  const door = await oldDoor();
  const ada = await newActor("owner", door.home);
  const [account, closed, byHand] = [await oldPerson(door), await oldPerson(door), await oldPerson(door)];
  const waveId = await begunWave(ada);
  await ranWave(ada, waveId);
  const linkTo = async ({ email }: { email: string }) =>
    /\/i\/([\w-]{43})/.exec((await lettersTo(email))[0]?.button?.href ?? "")?.[1] ?? "";
  const [link, closedLink, byHandLink] = await Promise.all([account, closed, byHand].map(linkTo));
  const shown = async (mailed = link) => {
    const page = await showInvitation(mailed ?? "");
    return `${page?.state} ${page?.oldLogIn}`;
  };
  expect(await shown()).toBe("open null");
  await withTenant(ada, "people.invite", (tx) => withdrawInvitation(tx, { personId: byHand.personId ?? "" }));
  expect(await shown(byHandLink)).toBe("withdrawn null");
  await withTenant(ada, "migration.run", (tx) => rollBackWave(tx, { waveId }));
  await ranWave(ada, waveId);
  await withTenant(ada, "migration.run", (tx) => closeOldAccount(tx, { accountId: closed.id }));
  expect(await shown()).toBe(`withdrawn ${door.companyCode}`);
  expect(await shown(closedLink)).toBe("withdrawn null");
  const email = anyEmail();
  const mailTo = (address: string) =>
    withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update people set email = ${address}, email_key = ${address} where id = ${account.personId}`,
      ),
    );
  await mailTo(email);
  expect(await shown()).toBe("withdrawn null");
  await mailTo(account.email);
  await withTenant(ada, "migration.run", async (tx) =>
    closeOldSignIn(tx, { seen: (await countLockedOut(tx)).all }),
  );
  expect(await shown()).toBe("withdrawn null");
});

test("H5 an account of another company with the same user name and password is nobody here", async () => {
  const [here, there] = [await oldDoor(), await oldDoor()];
  const account = await oldPerson(there);
  const given = { company: here.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  expect(await giveOldPassword(given)).toMatchObject({ verdict: "wrong", why: "unknown" });
  expect(await oldDoorEvents(there.home.id)).toEqual([]);
});

test("H5 five wrong passwords are free, then it waits, known or not; the office does not matter", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  for (const name of [account.oldUserName, "nobody.at.all"]) {
    const verdicts: string[] = [];
    for (let n = 0; n < 7; n++) {
      const given = { company: door.companyCode, name, password: "not it", office: `Office ${n}` };
      verdicts.push((await giveOldPassword(given)).verdict);
    }
    expect(verdicts.slice(0, 5)).toEqual(Array(5).fill("wrong"));
    expect(verdicts.slice(5)).toContain("wait");
  }
  expect((await accountNow(door.home.id, account.id)).movedAt).toBeNull();
});

test("H5 thirty wrong tries from one network are enough, and a right one gives its own back", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const here = anywhere();
  const right = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  await giveOldPassword({ ...right, password: "not it" }, here);
  expect(await giveOldPassword(right, here)).toMatchObject({ verdict: "right" });
  for (let n = 0; n < 30; n++)
    expect((await giveOldPassword({ ...right, name: `nobody${n}`, password: "x" }, here)).verdict).toBe(
      "wrong",
    );
  expect((await giveOldPassword({ ...right, name: "one more", password: "x" }, here)).verdict).toBe("wait");
});

test("H6 a stranger's thousand wrong tries close a company's old door for nobody: each network has ten an hour then", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const right = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  await giveOldPassword({ ...right, name: "nobody", password: "x" });
  await withSystem("limits", (tx) =>
    tx.execute(sql`update limits set tries = 1000 where span = 'access key to/3600'`),
  );
  const guess = async (n: number, address: string) =>
    (await giveOldPassword({ ...right, name: `nobody${n}`, password: "x" }, address)).verdict;
  // One house has all of these networks.
  const houses = Array.from({ length: 12 }, (_, n) => `2001:db8:7:${n}::/64`);
  const verdicts: string[] = [];
  for (const [n, address] of houses.entries()) verdicts.push(await guess(n, address));
  expect(verdicts.filter((verdict) => verdict === "wrong")).toHaveLength(10);
  expect(await giveOldPassword(right, "2001:db8:8:1::/64")).toMatchObject({ verdict: "right" });
});

test("H5 somebody unknown costs the work of a password of that company's own kind", async () => {
  const door = await oldDoor();
  // What takes about 200 ms to compare.
  const slow = {
    scheme: "aspnet3" as const,
    hash: "AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=",
  };
  const account = await oldPerson(door, { hash: slow });
  const time = async (name: string) => {
    const before = performance.now();
    await giveOldPassword({ company: door.companyCode, name, password: "not it" });
    return performance.now() - before;
  };
  await time("warm.up");
  const [known, unknown] = [await time(account.oldUserName), await time("nobody")];
  expect(unknown).toBeGreaterThan(known / 3);
});

test("H5 a code works five times at most, only in the browser that began, and only for the mailbox it went to", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const [one, other] = [await rightAtOldDoor(given), await rightAtOldDoor(given)];
  const code = await mailedCode(account.email);
  expect(await typeMailedCode(one.secret, code)).toMatchObject({ verdict: "wrong", left: 4 });
  expect(await typeMailedCode("x".repeat(43), code)).toMatchObject({ verdict: "over" });
  expect(await typeMailedCode(one.secret, "abc")).toMatchObject({ verdict: "form" });
  const wrong = code === "000000" ? "000001" : "000000";
  for (let left = 3; left >= 0; left--)
    expect(await typeMailedCode(one.secret, wrong)).toMatchObject({ verdict: "wrong", left });
  expect(await stateNow(one.secret)).toBe("over");
  const email = anyEmail();
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set email = ${email}, email_key = ${email} where id = ${account.personId}`),
  );
  expect(await typeMailedCode(other.secret, code)).toMatchObject({ verdict: "wrong" });
  expect((await personNow(door.home.id, account.personId ?? "")).invitedAt).toBeNull();
});

test("H5 a mailbox that was proved opens nothing once the address was corrected", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const { accessKey } = await through(door, account);
  const email = anyEmail();
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set email = ${email}, email_key = ${email} where id = ${account.personId}`),
  );
  expect(await stateNow(accessKey)).toBe("over");
});

test("H5 another code is mailed on the page itself: only the newest works, for its full time, and it is in the log", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const { secret } = await rightAtOldDoor(given);
  const first = await mailedCode(account.email);
  expect(await typeMailedCode(secret, first === "000000" ? "000001" : "000000")).toMatchObject({ left: 4 });
  await withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update access_keys set expires_at = now() + interval '1 minute' where account_id = ${account.id}`,
    ),
  );
  await codeAgain(secret);
  const second = await mailedCode(account.email);
  expect(await lettersTo(account.email)).toHaveLength(2);
  expect((await accessKeyOf(secret))?.key.expiresAt.getTime()).toBeGreaterThan(Date.now() + 30 * 60_000);
  if (first !== second)
    expect(await typeMailedCode(secret, first)).toMatchObject({ verdict: "wrong", left: 3 });
  expect(await typeMailedCode(secret, second)).toMatchObject({ verdict: "in" });
  expect((await oldDoorEvents(door.home.id)).map(({ action }) => action)).toContain(
    "access_key.mailed_again",
  );
  await expect(codeAgain(secret)).rejects.toMatchObject({ code: "access_key_over" });
});

test("H5 another code counts with the others: three an hour; none from another browser, none once the door is closed", async () => {
  const door = await oldDoor();
  const [account, other] = [await oldPerson(door), await oldPerson(door)];
  const begin = ({ oldUserName: name }: { oldUserName: string }) =>
    rightAtOldDoor({ company: door.companyCode, name, password: OLD_PASSWORD });
  const [{ secret }, late] = [await begin(account), await begin(other)];
  for (let n = 0; n < 2; n++) await codeAgain(secret);
  await expect(codeAgain(secret)).rejects.toMatchObject({ code: "too_many_access_codes" });
  expect(await lettersTo(account.email)).toHaveLength(3);
  await expect(codeAgain("x".repeat(43))).rejects.toMatchObject({ code: "access_key_over" });
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update tenants set old_sign_in_ends_at = now() where id = ${door.home.id}`),
  );
  await expect(codeAgain(late.secret)).rejects.toMatchObject({ code: "access_key_over" });
});

test("H5 three mails an hour at most", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  for (let n = 0; n < 3; n++) await rightAtOldDoor(given);
  await expect(giveOldPassword(given)).rejects.toMatchObject({ code: "too_many_access_codes" });
  expect(await lettersTo(account.email)).toHaveLength(3);
});

test("H5 the old second step is asked besides the mail, and is never a factor of the new account", async () => {
  const door = await oldDoor();
  const key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  const account = await oldPerson(door, { totp: key });
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const { secret } = await rightAtOldDoor(given);
  const code = await mailedCode(account.email);
  expect(await typeMailedCode(secret, code)).toMatchObject({ verdict: "form", field: "app" });
  expect(await typeMailedCode(secret, code, "000000")).toMatchObject({ verdict: "wrong" });
  const proved = await typeMailedCode(secret, code, await generate({ secret: key }));
  if (proved.verdict !== "in") throw new Error(proved.verdict);
  await acceptWith(proved.secret);
  expect(await accountNow(door.home.id, account.id)).toMatchObject({
    sealedTotp: null,
    movedBy: "access_key",
  });
  const [found] = await withSystem("housekeeping", (tx) =>
    tx.execute<{
      n: number;
    }>(sql`select count(*)::int as n from factors f join people p on p.identity_id = f.identity_id
      where p.id = ${account.personId} and f.confirmed_at is not null`),
  );
  expect(found?.n).toBe(0);
});

test("H5 an old password that fulfils the new rule may be kept; a short one, or one kept weakly, is chosen anew", async () => {
  const door = await oldDoor();
  const cases = [
    { hash: oldHashOf(), password: OLD_PASSWORD, kept: true },
    { hash: oldHashOf("short"), password: "short", kept: false },
    { hash: oldHashOf(OLD_PASSWORD, "md5"), password: OLD_PASSWORD, kept: false },
  ];
  for (const { hash, password, kept } of cases) {
    const account = await oldPerson(door, { hash });
    const given = { company: door.companyCode, name: account.oldUserName, password };
    const { secret } = await rightAtOldDoor(given);
    const personId = account.personId ?? "";
    expect(keptPassword(await accessKeyOf(secret), personId), "before the mailbox is proved").toBeNull();
    expect(await typeMailedCode(secret, await mailedCode(account.email))).toMatchObject({ verdict: "in" });
    const now = keptPassword(await accessKeyOf(secret), personId);
    expect(now !== null).toBe(kept);
    expect(now ?? "$argon2id$").toMatch(/^\$argon2id\$/);
    const other = await newPerson(door.home);
    expect(keptPassword(await accessKeyOf(secret), other.id)).toBeNull();
  }
});

test("H5 an open invitation is used and its mail works on; an expired one gets a new date; nothing is mailed besides the code", async () => {
  const door = await oldDoor();
  const ada = await newActor("owner", door.home);
  const account = await oldPerson(door);
  await withTenant(ada, "people.invite", (tx) =>
    sendInvitation(tx, { email: account.email, roles: [door.home.roles.member] }),
  );
  const mailed = /\/i\/([\w-]{43})/.exec((await lettersTo(account.email))[0]?.button?.href ?? "")?.[1] ?? "";
  const { link, given } = await through(door, account);
  const [byMail, byKey] = [await showInvitation(mailed), await showInvitation(link)];
  expect(byMail?.state).toBe("open");
  expect(byKey).toMatchObject({ state: "open", invitationId: byMail?.invitationId });
  await withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update invitations set expires_at = now() - interval '1 day' where id = ${byMail?.invitationId ?? ""}`,
    ),
  );
  const { secret } = await rightAtOldDoor(given);
  const again = await typeMailedCode(secret, await mailedCode(account.email));
  expect(again.verdict === "in" && (await showInvitation(again.secret))?.state).toBe("open");
  expect(await lettersTo(account.email)).toHaveLength(3);
});

test("H27 who comes by the mail has moved by mail, and the old password opens nothing from then on", async () => {
  const door = await oldDoor();
  const ada = await newActor("owner", door.home);
  const account = await oldPerson(door);
  await withTenant(ada, "people.invite", (tx) =>
    sendInvitation(tx, { email: account.email, roles: [door.home.roles.member] }),
  );
  const mailed = /\/i\/([\w-]{43})/.exec((await lettersTo(account.email))[0]?.button?.href ?? "")?.[1] ?? "";
  await acceptWith(mailed);
  expect(await accountNow(door.home.id, account.id)).toMatchObject({ movedBy: "mail", sealedHash: null });
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  expect(await giveOldPassword(given)).toMatchObject({ verdict: "wrong", why: "moved" });
});

test("H27 two people with the same old credentials: one wins, the other is told", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door);
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const first = await rightAtOldDoor(given);
  const one = await typeMailedCode(first.secret, await mailedCode(account.email));
  const second = await rightAtOldDoor(given);
  const other = await typeMailedCode(second.secret, await mailedCode(account.email));
  if (one.verdict !== "in" || other.verdict !== "in") throw new Error("not in");
  const results = await Promise.allSettled([acceptWith(one.secret), acceptWith(other.secret)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect([await stateNow(first.secret), await stateNow(second.secret)]).toEqual(["moved", "moved"]);
  const moved = (await oldDoorEvents(door.home.id)).filter(({ action }) => action === "legacy.moved");
  expect(moved).toHaveLength(1);
});

test("H6 a moved person who tries the old door gets one mail a day, and who is not moved gets none", async () => {
  const door = await oldDoor();
  const [account, other] = [await oldPerson(door), await oldPerson(door)];
  await acceptWith((await through(door, account)).link);
  const before = (await subjectsTo(account.email)).length;
  for (let n = 0; n < 3; n++) await tellMoved({ accountId: account.id });
  await tellMoved({ accountId: other.id });
  await tellMoved({ accountId: null });
  const subjects = await subjectsTo(account.email);
  expect(subjects).toHaveLength(before + 1);
  expect(subjects[0]).toBe("Your new account for Zorggroep Linde");
  expect(await subjectsTo(other.email)).toEqual([]);
});

test("H3 the right password of an account that waits leads to a page that says so, mails nothing, and is in the log", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door, { email: "", verdict: "no_email", person: false });
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const { secret } = await rightAtOldDoor(given);
  expect(await stateNow(secret)).toBe("waits");
  expect(await typeMailedCode(secret, "000000")).toMatchObject({ verdict: "over" });
  expect(await oldDoorEvents(door.home.id)).toMatchObject([
    { action: "access_key.right", details: { why: "waits" } },
  ]);
});

test("H3 once what was missing is there, the page that said so does not speak of a code that was never mailed", async () => {
  const door = await oldDoor();
  const account = await oldPerson(door, { verdict: "role_unknown", person: true });
  const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
  const { secret } = await rightAtOldDoor(given);
  expect(await stateNow(secret)).toBe("waits");
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update legacy_accounts set verdict = 'ready' where id = ${account.id}`),
  );
  expect(await stateNow(secret)).toBe("mended");
  expect(await typeMailedCode(secret, "000000")).toMatchObject({ verdict: "over" });
  expect(await lettersTo(account.email)).toEqual([]);
});

test("H6 whose old way in ends while they look for the mail is told so, and gets no code any more", async () => {
  const door = await oldDoor();
  const ends = {
    closed: sql`update legacy_accounts set closed_at = now()`,
    left_out: sql`update legacy_accounts set left_out_at = now(), left_out_why = 'by_hand'`,
    suspended: sql`update people set suspended_at = now()`,
    left: sql`update people set left_at = now()`,
  };
  for (const end of Object.values(ends)) {
    const account = await oldPerson(door);
    const given = { company: door.companyCode, name: account.oldUserName, password: OLD_PASSWORD };
    const { secret } = await rightAtOldDoor(given);
    expect(await stateNow(secret)).toBe("code");
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`${end} where id in (${account.id}, ${account.personId})`),
    );
    expect(await stateNow(secret)).toBe("closed");
    await expect(codeAgain(secret)).rejects.toMatchObject({ code: "access_key_over" });
  }
});

test("H5 an address that has an account elsewhere leads to joining with it, and nobody at the company learns of it before", async () => {
  const door = await oldDoor();
  const identity = await newIdentity();
  const account = await oldPerson(door, { email: identity.email });
  const { link } = await through(door, account);
  expect(await showInvitation(link)).toMatchObject({ identityId: identity.id });
  await expect(acceptWith(link)).rejects.toMatchObject({ code: "account_exists" });
  expect((await accountNow(door.home.id, account.id)).movedAt).toBeNull();
});

test("H27 a tenant's own door cannot read an old password", async () => {
  const door = await oldDoor();
  await oldPerson(door);
  const ada = await newActor("owner", door.home);
  const read = withTenant(ada, "migration.view", (tx) =>
    tx.execute(sql`select sealed_hash from legacy_accounts`),
  );
  await expect(read).rejects.toThrow();
  await expect(
    withTenant(ada, "migration.view", (tx) => tx.execute(sql`select 1 from access_keys`)),
  ).rejects.toThrow();
});
