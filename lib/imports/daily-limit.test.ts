import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { ownTenant } from "@/lib/tenants/own";
import { anyEmail, newActor } from "@/lib/testing/factories";
import { importNow, pasted, ran, rowsNow, started } from "@/lib/testing/imports";
import { changeTenant } from "@/lib/testing/offers";
import { endOfDayAfter } from "@/lib/time";
import { roomToday } from "./daily-limit";
import { startImport } from "./start";
import { pauseImport, resumeImport } from "./steer";
import { takeBatch } from "./take-batch";
import { undoImport } from "./undo";

type Ada = Awaited<ReturnType<typeof newActor>>;
const list = (count: number) => Array.from({ length: count }, anyEmail).join("\n");

async function newCompany(most: number) {
  const ada = await newActor("owner");
  await changeTenant(ada.tenantId, sql`imports_per_day = ${most}`);
  return ada;
}
const as = <T>(ada: Ada, verb: (tx: never) => Promise<T>) =>
  withTenant(ada, "people.invite", (tx) => verb(tx as never));
const roomOf = (ada: Ada) => as(ada, async (tx) => roomToday(tx, await ownTenant(tx)));
const yesterday = (ada: Ada) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update import_rows set done_at = done_at - interval '1 day' where tenant_id = ${ada.tenantId}`,
    ),
  );
const full = { code: "lists_full" };

describe("2.5 a company invites so many people from lists in a day", () => {
  test("a list goes whole or not at all, and is told how many and until when", async () => {
    const ada = await newCompany(5);
    const first = await pasted(ada, list(3));
    await started(ada, first);
    await ran(ada, first);
    const second = await pasted(ada, list(3));
    await expect(started(ada, second)).rejects.toMatchObject({
      ...full,
      values: { count: 3, left: 2, most: 5, until: endOfDayAfter(0, "Europe/Amsterdam") },
    });
    expect(await importNow(second)).toMatchObject({ state: "review" });
    expect((await rowsNow(ada, second)).every(({ doneAt }) => doneAt === null)).toBe(true);
    const third = await pasted(ada, list(2));
    await started(ada, third);
    expect(await roomOf(ada)).toMatchObject({ most: 5, left: 0 });
  });

  test("what is on its way counts before it is sent, also of two that begin at once", async () => {
    const ada = await newCompany(5);
    const [one, two] = [await pasted(ada, list(3)), await pasted(ada, list(3))];
    const began = await Promise.allSettled([started(ada, one), started(ada, two)]);
    expect(began.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await roomOf(ada)).toMatchObject({ left: 2 });
  });

  test("half sent is counted once; standing still holds no room, and going on asks for it again", async () => {
    const ada = await newCompany(5);
    const one = await pasted(ada, list(4));
    await started(ada, one);
    await as(ada, (tx) => takeBatch(tx, one, 1));
    expect(await roomOf(ada)).toMatchObject({ left: 1 });
    await as(ada, (tx) => pauseImport(tx, { importId: one }));
    expect(await roomOf(ada)).toMatchObject({ left: 4 });
    const two = await pasted(ada, list(3));
    await started(ada, two);
    await expect(as(ada, (tx) => resumeImport(tx, { importId: one }))).rejects.toMatchObject(full);
  });

  test("what was taken back before it left may be mended and sent the same day", async () => {
    const ada = await newCompany(3);
    const one = await pasted(ada, list(3));
    await started(ada, one);
    await ran(ada, one);
    await as(ada, (tx) => undoImport(tx, { importId: one }));
    expect(await roomOf(ada)).toMatchObject({ left: 3 });
  });

  test("and begins anew at midnight; another company has room of its own", async () => {
    const ada = await newCompany(3);
    const one = await pasted(ada, list(3));
    await started(ada, one);
    await ran(ada, one);
    expect(await roomOf(ada)).toMatchObject({ left: 0 });
    expect(await roomOf(await newCompany(3))).toMatchObject({ left: 3 });
    await yesterday(ada);
    expect(await roomOf(ada)).toMatchObject({ left: 3 });
  });

  test("by default a whole list of the largest size", async () => {
    const ada = await newActor("owner");
    expect(await roomOf(ada)).toMatchObject({ most: 50_000, left: 50_000 });
  });

  test("the day is full for powers too, before anybody is asked about them", async () => {
    const ada = await newCompany(1);
    const importId = await pasted(
      ada,
      `e-mail;rol\n${anyEmail()};Administrator\n${anyEmail()};Administrator`,
    );
    await expect(as(ada, (tx) => startImport(tx, { importId }))).rejects.toMatchObject(full);
  });
});

test("2.5 rows that are only looked at end too: ten times a day's invitations", async () => {
  const ada = await newCompany(1);
  for (let n = 0; n < 5; n++) await pasted(ada, list(2));
  await expect(pasted(ada, list(1))).rejects.toMatchObject({ code: "lists_looked_at" });
});
