import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { undoWithdrawal } from "@/lib/invitations/reopen";
import { resendInvitation } from "@/lib/invitations/resend";
import { anyEmail, newActor, personNow } from "@/lib/testing/factories";
import { importNow, pasted, ran, rowsNow, started } from "@/lib/testing/imports";
import { changeColumns, changeRow, changeTerms, markRow } from "./change";
import { startImport } from "./start";
import { cancelImport } from "./steer";
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
  await as(manager, (tx) => cancelImport(tx, { importId }));
  expect((await importNow(importId)).state).toBe("cancelled");
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
