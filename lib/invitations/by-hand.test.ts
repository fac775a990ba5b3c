import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { lookUp, withTenant } from "@/lib/access/doors";
import { ownTenant } from "@/lib/tenants/own";
import { changeSender, SenderDraft } from "@/lib/tenants/sender";
import { newActor, newMember } from "@/lib/testing/factories";
import { changePerson, changeTenant, offerMadeAt } from "@/lib/testing/offers";
import { lettersTo } from "@/lib/testing/outbox";
import { canBeReminded, remindNow } from "./remind-now";
import { readSampleLetters } from "./sample-letters";
import { sendInvitation } from "./send";
import { sendTestMail } from "./test-mail";

const ago = (days: number) => new Date(Date.now() - days * 86_400_000);

let ada: Awaited<ReturnType<typeof newActor>>;
beforeEach(async () => {
  ada = await newActor("owner");
});

describe("a reminder by hand", () => {
  const remind = (personId: string) => withTenant(ada, "people.invite", (tx) => remindNow(tx, { personId }));

  test("S18 goes out at once and counts as one of three, also where reminders are switched off", async () => {
    await changeTenant(ada.tenantId, sql`policy = '{"reminders": "off"}'`);
    const { personId, email } = await offerMadeAt(ada, ago(1));
    await remind(personId);
    expect((await lettersTo(email))[0]?.subject).toBe("Still waiting: your access to Zorggroep Linde");
    await expect(remind(personId)).rejects.toMatchObject({ code: "reminded_lately" });
    await lookUp("housekeeping", (db) =>
      db.execute(
        sql`update invitations set reminders = 3, reminder_turn_at = now() - interval '2 days' where person_id = ${personId}`,
      ),
    );
    await expect(remind(personId)).rejects.toMatchObject({ code: "reminders_used_up" });
    expect(await lettersTo(email)).toHaveLength(2);
  });

  test("is offered to who stopped before the second step, and to nobody who has it or had no invitation", async () => {
    const { personId } = await offerMadeAt(ada, ago(3));
    const isOffered = () => withTenant(ada, "people.view", (tx) => canBeReminded(tx, personId));
    await changePerson(personId, { accountAt: ago(2) });
    await lookUp("housekeeping", (db) =>
      db.execute(sql`update invitations set accepted_at = now() where person_id = ${personId}`),
    );
    expect(await isOffered()).toBe(true);
    await remind(personId);
    expect(await isOffered()).toBe(true);
    await changePerson(personId, { secondStepAt: ago(1) });
    expect(await isOffered()).toBe(false);
    const { person } = await newMember(ada.home);
    expect(await withTenant(ada, "people.view", (tx) => canBeReminded(tx, person.id))).toBe(false);
  });

  test("of fifty at once is one", async () => {
    const { personId, email } = await offerMadeAt(ada, ago(1));
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => remind(personId)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await lettersTo(email)).toHaveLength(2);
  });

  test.each([
    ["came back", { bouncedAt: ago(1) }],
    ["is in", { accountAt: ago(1), activeAt: ago(1) }],
    ["is suspended", { suspendedAt: ago(1) }],
    ["has not been written to", { sentAt: null }],
    ["has an invitation that is over", { expiresAt: ago(1) }],
  ])("has nothing to say to who %s", async (_what, change) => {
    const { personId, email } = await offerMadeAt(ada, ago(20), { days: "expiresAt" in change ? 14 : 30 });
    await changePerson(personId, change);
    await expect(remind(personId)).rejects.toMatchObject({ code: "nothing_to_remind" });
    expect(await lettersTo(email)).toHaveLength(1);
  });

  test("goes to nobody of another company", async () => {
    const { personId } = await offerMadeAt(await newActor(), ago(1));
    await expect(remind(personId)).rejects.toMatchObject({ code: "invitation_closed" });
  });
});

describe("the sender of a company's mails", () => {
  const save = (draft: { mailName?: string; replyTo?: string }) =>
    withTenant(ada, "company.edit", (tx) => changeSender(tx, SenderDraft.parse(draft)));

  test("is on the next invitation, and its address takes the answers", async () => {
    await save({ mailName: "Linde P&O", replyTo: "po@linde.test" });
    const email = `next-${Date.now()}@linde.test`;
    await withTenant(ada, "people.invite", (tx) =>
      sendInvitation(tx, { email, roles: [ada.home.roles.member] }),
    );
    expect((await lettersTo(email))[0]).toMatchObject({
      from: "Linde P&O via Portico",
      replyTo: "po@linde.test",
    });
    await save({ mailName: "", replyTo: "" });
    const tenant = await withTenant(ada, "people.view", ownTenant);
    expect(tenant).toMatchObject({ mailName: null, replyTo: null });
  });

  test.each([
    "Linde\r\nBcc: all@linde.test",
    "Linde\nX",
    "Linde <a@b.test>",
    'Linde "x"',
    "a@b.test",
    "Linde\u202e",
    "x".repeat(61),
  ])("is no header of its own: %j", (mailName) => {
    expect(SenderDraft.safeParse({ mailName }).success).toBe(false);
  });

  test.each(["a@linde.test\r\nBcc: b@linde.test", "a@linde.test, b@linde.test", "nobody", "<a@linde.test>"])(
    "is answered at one address: %j",
    (replyTo) => {
      expect(SenderDraft.safeParse({ replyTo }).success).toBe(false);
    },
  );

  test("is changed by nobody without the right to", async () => {
    const manager = await newActor("manager", ada.home);
    await expect(withTenant(manager, "company.edit", (tx) => changeSender(tx, {}))).rejects.toMatchObject({
      code: "not_permitted",
    });
  });
});

test("a test mail goes to oneself alone, five times an hour at most, however many are asked for at once", async () => {
  const { person } = await newMember(ada.home, "member");
  const [me] = await lookUp("housekeeping", (db) =>
    db.execute<{ email: string }>(sql`select email from people where id = ${ada.personId}`),
  );
  const send = () => withTenant(ada, "company.edit", (tx) => sendTestMail(tx));
  const all = await Promise.allSettled(Array.from({ length: 9 }, send));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  await expect(send()).rejects.toMatchObject({ code: "test_limit" });
  const letters = await lettersTo(me?.email ?? "");
  expect(letters).toHaveLength(5);
  expect(letters[0]?.subject).toBe("Test: Ada Bakker invited you to Zorggroep Linde");
  expect(letters[0]?.button?.href).toMatch(/\/sign-in$/);
  expect(await lettersTo(person.email)).toEqual([]);
});

test("the samples are the real letters, in both languages, and their links offer nothing", async () => {
  const samples = await withTenant(ada, "policy.view", async (tx) =>
    readSampleLetters(tx, await ownTenant(tx)),
  );
  expect(samples.map(({ kind, language }) => `${kind} ${language}`)).toEqual([
    "invitation en",
    "reminder en",
    "invitation nl",
    "reminder nl",
  ]);
  expect(samples[2]).toMatchObject({ subject: "Ada Bakker nodigt u uit voor Zorggroep Linde" });
  expect(samples.every(({ text }) => text.includes("/sign-in") && !text.includes("/i/"))).toBe(true);
});
