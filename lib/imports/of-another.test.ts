import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { undoWithdrawal } from "@/lib/invitations/reopen";
import { resendInvitation } from "@/lib/invitations/resend";
import { sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { anyEmail, newActor, personNow } from "@/lib/testing/factories";
import { importNow, pasted, ran, rowsNow, started } from "@/lib/testing/imports";
import { moveOffer } from "@/lib/testing/offers";
import { changeColumns, changeRow, changeTerms, markRow } from "./change";
import { startImport } from "./start";
import { cancelImport, pauseImport, resumeImport } from "./steer";
import { undoImport } from "./undo";

const ada = await newActor("owner");
const manager = await newActor("manager", ada.home);
const as = <T>(by: typeof ada, verb: (tx: never) => Promise<T>) =>
  withTenant(by, "people.invite", (tx) => verb(tx as never));

const personOf = async (importId: string, line = 1) => {
  const row = (await rowsNow(ada, importId))[line - 1];
  const [person] = await withSystem("housekeeping", (tx) =>
    tx.execute<{ id: string }>(
      sql`select person_id as id from invitations where id = ${row?.invitationId ?? null}::uuid`,
    ),
  );
  return person?.id ?? "";
};

test("S18 nobody puts their own address into the list of somebody who may give more", async () => {
  const importId = await pasted(ada, `e-mail;rol\n${anyEmail()};Administrator`);
  const before = await rowsNow(ada, importId);
  const mine = { importId, line: 1, email: anyEmail() };
  const acts = [
    () => as(manager, (tx) => changeRow(tx, mine)),
    () => as(manager, (tx) => markRow(tx, { importId, line: 1, mark: "keep" })),
    () => as(manager, (tx) => changeColumns(tx, { importId, email: 0 } as never)),
    () =>
      as(manager, (tx) => changeTerms(tx, { importId, language: "en", role: ada.home.roles.administrator })),
    () => as(manager, (tx) => startImport(tx, { importId, reviewed: "yes" })),
  ];
  for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "import_of_another" });
  expect(await rowsNow(ada, importId)).toEqual(before);
});

const administrators = () => `e-mail;rol\n${anyEmail()};Administrator\n${anyEmail()};Administrator`;

const begun = async (text: string, by = ada) => {
  const importId = await pasted(by, text);
  await withTenant(by, "people.invite", (tx) => startImport(tx, { importId, reviewed: "yes" }));
  return importId;
};
const DAY = 86_400_000;
const above = { code: "offer_above_yours" };

describe("S20 who may not give a role takes no offer of it back", () => {
  test("not a single one", async () => {
    const importId = await begun(administrators());
    await ran(ada, importId);
    const personId = await personOf(importId);
    await expect(as(manager, (tx) => withdrawInvitation(tx, { personId }))).rejects.toMatchObject(above);
    expect(await personNow(ada.tenantId, personId)).toMatchObject({ stage: "invited" });
    await as(ada, (tx) => withdrawInvitation(tx, { personId }));
  });

  test("nor a list of them, before it is sent, on its way or standing still; nor goes on with it without them", async () => {
    const inReview = await pasted(ada, administrators());
    const running = await begun(administrators());
    const paused = await begun(administrators());
    await as(manager, (tx) => pauseImport(tx, { importId: paused }));
    for (const importId of [inReview, running, paused])
      await expect(as(manager, (tx) => cancelImport(tx, { importId }))).rejects.toMatchObject(above);
    for (const importId of [running, paused])
      await expect(as(manager, (tx) => undoImport(tx, { importId }))).rejects.toMatchObject(above);
    await expect(as(manager, (tx) => resumeImport(tx, { importId: paused }))).rejects.toMatchObject(above);
    const states = await Promise.all([inReview, running, paused].map(importNow));
    expect(states.map(({ state }) => state)).toEqual(["review", "running", "paused"]);
    for (const importId of [inReview, running, paused]) await as(ada, (tx) => cancelImport(tx, { importId }));
  });

  test("nor undoes a list while mails to them wait, not even one of members only who got more since", async () => {
    const done = await begun(administrators());
    await ran(ada, done);
    await expect(as(manager, (tx) => undoImport(tx, { importId: done }))).rejects.toMatchObject(above);
    const members = await begun(`${anyEmail()}\n${anyEmail()}`);
    await ran(ada, members);
    const personId = await personOf(members);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update person_roles set role_id = ${ada.home.roles.administrator} where person_id = ${personId}`,
      ),
    );
    await expect(as(manager, (tx) => undoImport(tx, { importId: members }))).rejects.toMatchObject(above);
    expect(await as(ada, (tx) => undoImport(tx, { importId: members }))).toMatchObject({ count: 2 });
  });

  test("nor puts a lesser one in the place of one that has expired", async () => {
    const email = anyEmail();
    const offering = { email, roles: [ada.home.roles.administrator], reviewed: "yes" as const };
    const { personId } = await as(ada, (tx) => sendInvitation(tx, offering));
    const anew = (by: typeof ada) =>
      as(by, (tx) => sendInvitation(tx, { email, roles: [ada.home.roles.member] }));
    await moveOffer(personId, new Date(Date.now() - 2 * DAY), new Date(Date.now() - DAY));
    await expect(anew(manager)).rejects.toMatchObject(above);
    expect(await anew(ada)).toMatchObject({ personId });
  });

  test("but a list of members is anybody's to stop who may invite", async () => {
    const importId = await begun(`${anyEmail()}\n${anyEmail()}`);
    await as(manager, (tx) => cancelImport(tx, { importId }));
    expect((await importNow(importId)).state).toBe("cancelled");
    const done = await begun(`${anyEmail()}\n${anyEmail()}`);
    await ran(ada, done);
    expect(await as(manager, (tx) => undoImport(tx, { importId: done }))).toMatchObject({ count: 2 });
  });
});

test("S20 of an undone list one offer reopened stands as invited, and not as never invited", async () => {
  const importId = await pasted(ada, `${anyEmail()}\n${anyEmail()}`);
  await started(ada, importId);
  await ran(ada, importId);
  const personId = await personOf(importId);
  await as(ada, (tx) => undoImport(tx, { importId }));
  await as(ada, (tx) => undoWithdrawal(tx, { personId }));
  expect(await personNow(ada.tenantId, personId)).toMatchObject({ stage: "invited" });
});

test("S20 a list undone late takes back no offer whose first letter has left, whatever still waits", async () => {
  const importId = await pasted(ada, `${anyEmail()}\n${anyEmail()}`);
  await started(ada, importId);
  await ran(ada, importId);
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update messages set state = 'sent' where tenant_id = ${ada.tenantId}`),
  );
  const personId = await personOf(importId);
  await as(ada, (tx) => resendInvitation(tx, { personId }));
  expect(await as(ada, (tx) => undoImport(tx, { importId }))).toMatchObject({ count: 0 });
  expect(await personNow(ada.tenantId, personId)).toMatchObject({ stage: "invited" });
});
