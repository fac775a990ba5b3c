import { sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { withoutBold } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { anyEmail, newActor, newTenant, personNow } from "@/lib/testing/factories";
import { importNow, pasted, ran, started } from "@/lib/testing/imports";
import { changeTenant } from "@/lib/testing/offers";
import { lettersTo } from "@/lib/testing/outbox";
import { listsInHand } from "./in-hand";
import { runImport } from "./run";
import { cancelImport, pauseImport, resumeImport } from "./steer";
import { takeBatch } from "./take-batch";

type Ada = Awaited<ReturnType<typeof newActor>>;

const list = (count: number) => Array.from({ length: count }, anyEmail).join("\n");
const aBegun = async (ada: Ada, text: string) => {
  const importId = await pasted(ada, text);
  await started(ada, importId);
  return importId;
};
const later = (importId: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update imports set started_at = started_at - interval '61 seconds' where id = ${importId}`,
    ),
  );
const inHand = (ada: Ada) => withTenant(ada, "people.view", (tx) => listsInHand(tx, "Europe/Amsterdam"));
const textOf = (letter: Letter | undefined) => withoutBold(letter?.paragraphs.join(" ") ?? "");
const told = async ({ tenantId, personId }: Ada) =>
  lettersTo((await personNow(tenantId, personId)).email ?? "");

describe("S1 the end of a list is told to who began it", () => {
  test("with the numbers, the reasons and the way to its page; once, however often and by however many it is run", async () => {
    const ada = await newActor("owner");
    const known = anyEmail();
    await withTenant(ada, "people.invite", (tx) =>
      sendInvitation(tx, { email: known, roles: [ada.home.roles.member] }),
    );
    const importId = await aBegun(ada, `${list(120)}\n${known}\nno address\nnone either`);
    await Promise.all([ran(ada, importId, 50), ran(ada, importId, 50)]);
    await ran(ada, importId);
    const [letter, ...others] = await told(ada);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      subject: `120 people are invited to ${ada.home.name}`,
      button: { href: expect.stringContaining(`/t/${ada.home.slug}/settings/people/import/${importId}`) },
    });
    expect(textOf(letter)).toContain("120 people are invited");
    expect(textOf(letter)).toContain("3 rows were left: 2 × Not an address and 1 × Already invited.");
    expect(textOf(letter)).toContain("2 of them need a correction");
    expect(await importNow(importId)).toMatchObject({ state: "done", ready: 120, done: 120, toFix: 2 });
  });

  test("not when a few were invited within a minute: who waited for them has seen it", async () => {
    const ada = await newActor("owner");
    const quick = await aBegun(ada, list(3));
    await ran(ada, quick);
    expect(await told(ada)).toEqual([]);
    const slow = await aBegun(ada, list(3));
    await later(slow);
    await ran(ada, slow);
    expect(await told(ada)).toHaveLength(1);
  });

  test("not when somebody stopped it or paused it by hand", async () => {
    const ada = await newActor("owner");
    const importId = await aBegun(ada, list(4));
    await later(importId);
    await withTenant(ada, "people.invite", (tx) => pauseImport(tx, { importId }));
    await ran(ada, importId);
    await withTenant(ada, "people.invite", (tx) => cancelImport(tx, { importId }));
    expect(await told(ada)).toEqual([]);
  });

  test("in their own language, and signed as the company wants it", async () => {
    const ada = await newActor("owner");
    await changeTenant(ada.tenantId, sql`mail_name = 'Linde P&O'`);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set language = 'nl' where id = ${ada.personId}`),
    );
    const importId = await aBegun(ada, `${list(1)}\nno address`);
    await later(importId);
    await ran(ada, importId);
    const [letter] = await told(ada);
    expect(letter).toMatchObject({ language: "nl", from: "Linde P&O via Portico" });
    expect(textOf(letter)).toContain("1 rij bleef over: 1 × Geen adres.");
  });
});

describe("8.3.3 a list that stands still by itself says so once", () => {
  async function halted(change: (bea: Ada) => ReturnType<typeof sql>) {
    const home = await newTenant();
    await changeTenant(home.id, sql`contact = ${JSON.stringify({ email: anyEmail() })}::jsonb`);
    const bea = await newActor("manager", home);
    const importId = await aBegun(bea, list(4));
    await withTenant(bea, "people.invite", (tx) => takeBatch(tx, importId, 2));
    await withSystem("housekeeping", (tx) => tx.execute(change(bea)));
    await Promise.all([ran(bea, importId), ran(bea, importId)]);
    expect((await importNow(importId)).state).toBe("paused");
    return { bea, importId };
  }
  const company = async ({ tenantId }: Ada) => {
    const [row] = await withSystem("housekeeping", (tx) =>
      tx.execute<{ email: string }>(
        sql`select contact ->> 'email' as email from tenants where id = ${tenantId}`,
      ),
    );
    return lettersTo(row?.email ?? "");
  };

  test("to who may not invite any more, with what is left", async () => {
    const { bea } = await halted(
      ({ personId }) => sql`delete from person_roles where person_id = ${personId}`,
    );
    const letters = await told(bea);
    expect(letters.map(({ subject }) => subject)).toEqual([`Your list for ${bea.home.name} stands still`]);
    expect(textOf(letters[0])).toContain("2 people are invited; 2 people still wait.");
  });

  test.each(["suspended_at", "left_at"])("to the company when they have %s", async (column) => {
    const { bea } = await halted(
      ({ personId }) => sql`update people set ${sql.identifier(column)} = now() where id = ${personId}`,
    );
    expect(await told(bea)).toEqual([]);
    const [letter, ...others] = await company(bea);
    expect(others).toEqual([]);
    expect(textOf(letter)).toContain("because whoever began it cannot invite people");
  });

  test("to nobody of a company that is closed", async () => {
    const { bea } = await halted(
      ({ tenantId }) => sql`update tenants set suspended_at = now() where id = ${tenantId}`,
    );
    expect(await told(bea)).toEqual([]);
    expect(await company(bea)).toEqual([]);
  });

  test("after the fifth fault, and not before; somebody goes on with it and nobody is invited twice", async () => {
    const ada = await newActor("owner");
    const importId = await aBegun(ada, list(4));
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const broken = (tries: number) => runImport({ tenantId: ada.tenantId, importId }, { most: 1.5, tries });
    for (const tries of [1, 2, 3, 4]) await expect(broken(tries)).rejects.toThrow();
    expect((await importNow(importId)).state).toBe("running");
    await broken(5);
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
    expect(await importNow(importId)).toMatchObject({ state: "paused", stoppedWhy: "trouble" });
    const [letter, ...others] = await told(ada);
    expect(others).toEqual([]);
    expect(textOf(letter)).toContain("something went wrong on our side");
    await withTenant(ada, "people.invite", (tx) => resumeImport(tx, { importId }));
    await ran(ada, importId);
    expect(await importNow(importId)).toMatchObject({ state: "done", done: 4, stoppedWhy: null });
  });
});

describe("S1 the list of people names the lists in hand", () => {
  test("while they are on their way, with how far, and while they stand still", async () => {
    const ada = await newActor("owner");
    const importId = await aBegun(ada, list(5));
    await withTenant(ada, "people.invite", (tx) => takeBatch(tx, importId, 2));
    expect(await inHand(ada)).toMatchObject([{ id: importId, state: "running", done: 2, ready: 5 }]);
    await withTenant(ada, "people.invite", (tx) => pauseImport(tx, { importId }));
    expect(await inHand(ada)).toMatchObject([{ state: "paused", done: 2, ready: 5 }]);
    await withTenant(ada, "people.invite", (tx) => cancelImport(tx, { importId }));
    expect(await inHand(ada)).toEqual([]);
  });

  test("today, when rows need somebody or it took long; not a few that all went well, not yesterday's, not another company's", async () => {
    const ada = await newActor("owner");
    const fine = await aBegun(ada, list(2));
    await ran(ada, fine);
    expect(await inHand(ada)).toEqual([]);
    const faulty = await aBegun(ada, `${list(2)}\nno address`);
    await ran(ada, faulty);
    expect(await inHand(ada)).toMatchObject([{ id: faulty, state: "done", toFix: 1 }]);
    expect(await inHand(await newActor("owner"))).toEqual([]);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update imports set finished_at = finished_at - interval '1 day' where id = ${faulty}`),
    );
    expect(await inHand(ada)).toEqual([]);
  });
});
