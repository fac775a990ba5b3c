import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { newActor, newTenant, personNow } from "@/lib/testing/factories";
import { changePerson, changeTenant, moveOffer, offerMadeAt } from "@/lib/testing/offers";
import { lettersTo } from "@/lib/testing/outbox";
import { endOfDayAfter } from "@/lib/time";
import { showInvitation } from "./link-state";
import { remind } from "./remind";
import { remindNow } from "./remind-now";
import { resendInvitation } from "./resend";
import { sendInvitation } from "./send";
import { withdrawInvitation } from "./withdraw";

// A Monday in winter; the company's clock is Amsterdam.
const made = new Date("2031-01-06T10:00:00+01:00");
const on = (day: number, time = "09:00") =>
  new Date(new Date(`2031-01-06T${time}:00+01:00`).getTime() + day * 86_400_000);

let ada: Awaited<ReturnType<typeof newActor>>;
beforeEach(async () => {
  ada = await newActor("owner");
});

const subjects = async (email: string) =>
  (await lettersTo(email))
    .map(({ subject }) => subject)
    .filter((subject) => !subject.includes("invited you"))
    .reverse();

/** Every ten minutes would be the same: what is not due is not looked at. */
async function live(from: number, to: number) {
  for (let day = from; day <= to; day++)
    for (const time of ["08:50", "09:00", "21:00"]) await remind(on(day, time));
}

/** On which of these days a reminder went to an address. */
async function writtenOn(email: string, from: number, to: number): Promise<number[]> {
  const written: number[] = [];
  for (let day = from; day <= to; day++) {
    const before = (await subjects(email)).length;
    await remind(on(day, "12:00"));
    if ((await subjects(email)).length > before) written.push(day);
  }
  return written;
}

const STILL = "Still waiting: your access to Zorggroep Linde";
const secretOf = (href: string | undefined) => /\/i\/([\w-]{43})$/.exec(href ?? "")?.[1] ?? "";
const remindAtOf = async (personId: string) => {
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{ at: string | null }>(
      sql`select remind_at as at from invitations where person_id = ${personId}`,
    ),
  );
  return row?.at ? new Date(row.at).toISOString() : null;
};

const events = (personId: string, action: string) =>
  lookUp("housekeeping", (db) =>
    db.execute<{ details: Record<string, unknown>; actor_kind: string }>(
      sql`select details, actor_kind from events where person_id = ${personId} and action = ${action} order by seq`,
    ),
  );

describe("an invitation that stands still", () => {
  test("S18 is reminded of at nine on day 3 and day 10 and two days before its end, and never again", async () => {
    const { personId, email } = await offerMadeAt(ada, made);
    await remind(on(3, "08:59"));
    expect(await subjects(email)).toEqual([]);
    await remind(on(3));
    expect(await subjects(email)).toEqual([STILL]);
    await live(3, 9);
    expect(await subjects(email)).toHaveLength(1);
    await live(10, 11);
    expect(await subjects(email)).toEqual([STILL, STILL]);
    await live(12, 40);
    expect(await subjects(email)).toEqual([
      STILL,
      STILL,
      expect.stringContaining("until the end of Monday 20 January"),
    ]);
    expect((await events(personId, "invitation.reminded")).map(({ details }) => details)).toMatchObject([
      { reminder: 1, kind: "waiting" },
      { reminder: 2, kind: "waiting" },
      { reminder: 3, kind: "ending" },
    ]);
  });

  test("S18 gets three reminders at most, however long it works", async () => {
    const { email } = await offerMadeAt(ada, made, { days: 30 });
    await live(0, 40);
    expect(await subjects(email)).toHaveLength(3);
  });

  test.each([
    [1, []],
    [2, [2]],
    [3, [2]],
    [4, [2]],
    [5, [3]],
    [7, [3, 5]],
    [10, [3, 8]],
    [14, [3, 10, 12]],
    [30, [3, 10, 28]],
  ])(
    "that works %i days is written about on the days %j, never on two days in a row",
    async (days, expected) => {
      const { email } = await offerMadeAt(ada, made, { days });
      expect(await writtenOn(email, 0, 35)).toEqual(expected);
    },
  );

  test("S18 a reminder carries a link of its own, and the first one works on", async () => {
    const { email } = await offerMadeAt(ada, new Date(Date.now() - 3 * 86_400_000));
    await remind(new Date(Date.now() + 86_400_000));
    const [second, first] = (await lettersTo(email)).map(({ button }) => secretOf(button?.href));
    expect(second).not.toBe(first);
    expect((await showInvitation(second ?? ""))?.state).toBe("open");
    expect((await showInvitation(first ?? ""))?.state).toBe("open");
    expect((await showInvitation(second ?? ""))?.expiresAt).toEqual(
      (await showInvitation(first ?? ""))?.expiresAt,
    );
  });

  test("a resend ends the link of a reminder too, and the days begin anew", async () => {
    const { personId, email } = await offerMadeAt(ada, new Date(Date.now() - 11 * 86_400_000));
    await remind(new Date());
    const [reminder] = await lettersTo(email);
    await withTenant(ada, "people.invite", (tx) => resendInvitation(tx, { personId }));
    expect((await showInvitation(secretOf(reminder?.button?.href)))?.state).toBe("replaced");
    const days = (Date.parse((await remindAtOf(personId)) ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(2);
    expect(days).toBeLessThan(4);
  });

  /** What a resend by hand does, on a day of one's own choosing. */
  async function resentOn(day: number, personId: string) {
    await withTenant(ada, "people.invite", (tx) => resendInvitation(tx, { personId }));
    await changePerson(personId, { sentAt: on(day), invitedAt: on(day) });
    await moveOffer(personId, on(day), endOfDayAfter(14, "Europe/Amsterdam", on(day)));
  }

  test("S18 resent again and again it still gets three reminders in all, each after days of its own", async () => {
    const { personId, email } = await offerMadeAt(ada, made);
    const written: number[] = [];
    for (let day = 0; day < 80; day += 5) {
      if (day > 0) await resentOn(day, personId);
      written.push(...(await writtenOn(email, day, day + 4)));
    }
    // Day 3, and three days after each of the next two resends.
    expect(written).toEqual([3, 8, 13]);
    expect(await remindAtOf(personId)).toBeNull();
    await expect(withTenant(ada, "people.invite", (tx) => remindNow(tx, { personId }))).rejects.toMatchObject(
      { code: "reminders_used_up" },
    );
  });

  test("S18 one that has expired and is made again is a new offer with three of its own", async () => {
    const { personId, email } = await offerMadeAt(ada, made);
    await live(0, 20);
    expect(await subjects(email)).toHaveLength(3);
    await moveOffer(personId, made, new Date(Date.now() - 60_000));
    await withTenant(ada, "people.invite", (tx) =>
      sendInvitation(tx, { email, roles: [ada.home.roles.member] }),
    );
    await changePerson(personId, { sentAt: on(20), invitedAt: on(20) });
    await moveOffer(personId, on(20), endOfDayAfter(14, "Europe/Amsterdam", on(20)));
    await live(20, 60);
    expect(await subjects(email)).toHaveLength(6);
  });

  test("after days without a worker one mail makes up for what was missed", async () => {
    const { email } = await offerMadeAt(ada, made, { days: 30 });
    await live(11, 20);
    expect(await subjects(email)).toEqual([STILL]);
  });
});

describe("no reminder goes to somebody", () => {
  const silent = async (change: (personId: string) => Promise<unknown>) => {
    const { personId, email } = await offerMadeAt(ada, made);
    await change(personId);
    await live(0, 40);
    expect(await subjects(email)).toEqual([]);
    expect(await events(personId, "invitation.reminded")).toEqual([]);
  };

  test("who is suspended", () => silent((id) => changePerson(id, { suspendedAt: made })));
  test("who left", () => silent((id) => changePerson(id, { leftAt: made })));
  test("who is in", () =>
    silent((id) => changePerson(id, { accountAt: made, secondStepAt: made, activeAt: made })));
  test("whose mail came back", () => silent((id) => changePerson(id, { bouncedAt: made })));
  test("whose first mail has not left", () => silent((id) => changePerson(id, { sentAt: null })));
  test("whose invitation was withdrawn", () =>
    silent((personId) => withTenant(ada, "people.invite", (tx) => withdrawInvitation(tx, { personId }))));

  test.each(["complained", "mailbox_unknown"])("whose address is known as %s", (why) =>
    silent((personId) =>
      withSystem("housekeeping", (tx) =>
        tx.execute(sql`insert into dead_addresses (tenant_id, address_key, why, message_id)
          select p.tenant_id, p.email_key, ${why}, m.id from people p join messages m on m.person_id = p.id where p.id = ${personId}`),
      ),
    ),
  );

  test("whose company has switched reminders off", async () => {
    await changeTenant(ada.tenantId, sql`policy = '{"reminders": "off"}'`);
    await silent(async () => undefined);
  });

  test("whose company is closed", async () => {
    await silent(() => changeTenant(ada.tenantId, sql`suspended_at = now()`));
  });

  test("and it begins when what held it back has been mended", async () => {
    const { personId, email } = await offerMadeAt(ada, made);
    await changePerson(personId, { suspendedAt: made });
    await live(0, 5);
    await changePerson(personId, { suspendedAt: null });
    await live(6, 11);
    expect(await subjects(email)).toEqual([STILL]);
  });
});

describe("somebody who stopped at the second step", () => {
  const stop = async () => {
    const { personId, email } = await offerMadeAt(ada, made);
    await changePerson(personId, { accountAt: on(1) });
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update invitations set accepted_at = ${on(1).toISOString()}::timestamptz where person_id = ${personId}`,
      ),
    );
    return { personId, email };
  };

  test("is reminded on day 3 and 10 after the account, with the way to sign in", async () => {
    const { email } = await stop();
    await live(0, 30);
    expect(await subjects(email)).toEqual([
      "Almost in: your second step for Zorggroep Linde",
      "Almost in: your second step for Zorggroep Linde",
    ]);
    expect((await lettersTo(email))[0]?.button).toMatchObject({
      label: "Continue",
      href: expect.stringMatching(/\/sign-in$/),
    });
  });

  test("is left alone once it is there", async () => {
    const { personId, email } = await stop();
    await live(0, 5);
    expect(await subjects(email)).toHaveLength(1);
    await changePerson(personId, { secondStepAt: on(5), activeAt: on(5) });
    await live(6, 30);
    expect(await subjects(email)).toHaveLength(1);
    expect(await remindAtOf(personId)).toBeNull();
  });
});

test("two workers at once remind once", async () => {
  const offers = await Promise.all([1, 2, 3, 4].map(() => offerMadeAt(ada, made)));
  await Promise.all([remind(on(3)), remind(on(3)), remind(on(3))]);
  for (const { email } of offers) expect(await subjects(email)).toHaveLength(1);
});

test("more than one batch is reminded in one go", async () => {
  const [at, end] = [made.toISOString(), on(14).toISOString()];
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`with p as (insert into people (tenant_id, name, email, email_key, invited_at, sent_at, expires_at)
        select ${ada.tenantId}::uuid, 'Person ' || n, n || '@many.test', n || '@many.test', ${at}::timestamptz, ${at}::timestamptz,
          ${end}::timestamptz from generate_series(1, 105) n returning id, expires_at)
      insert into invitations (tenant_id, person_id, number, created_at, expires_at)
      select ${ada.tenantId}::uuid, id, id::text, ${at}::timestamptz, expires_at from p`),
  );
  await remind(on(3));
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{
      letters: number;
      people: number;
    }>(sql`select count(*)::int as letters, count(distinct person_id)::int as people
      from messages where tenant_id = ${ada.tenantId} and kind = 'reminder'`),
  );
  expect(row).toEqual({ letters: 105, people: 105 });
});

describe("the days are those of the company's own clock", () => {
  test("in Auckland nine o'clock comes earlier", async () => {
    const home = await newTenant({ timeZone: "Pacific/Auckland" });
    const kiwi = await newActor("owner", home);
    // 23:30 on the 6th in Auckland.
    const { personId } = await offerMadeAt(kiwi, new Date("2031-01-06T10:30:00Z"), {
      zone: "Pacific/Auckland",
    });
    expect(await remindAtOf(personId)).toBe("2031-01-08T20:00:00.000Z");
  });

  test("nine o'clock stays nine o'clock when summer time begins and ends", async () => {
    const spring = await offerMadeAt(ada, new Date("2031-03-28T10:00:00+01:00"));
    expect(await remindAtOf(spring.personId)).toBe("2031-03-31T07:00:00.000Z");
    const autumn = await offerMadeAt(ada, new Date("2031-10-24T10:00:00+02:00"));
    expect(await remindAtOf(autumn.personId)).toBe("2031-10-27T08:00:00.000Z");
  });

  test("two days apart are two dates apart, also when one of them has 23 hours", async () => {
    const { personId } = await offerMadeAt(ada, new Date("2031-03-19T10:00:00+01:00"), { days: 14 });
    await remind(new Date("2031-03-29T09:00:00+01:00"));
    expect(await remindAtOf(personId)).toBe("2031-03-31T07:00:00.000Z");
  });
});

test("the letter is in the person's language, signed as the company wants it, and short", async () => {
  await changeTenant(ada.tenantId, sql`mail_name = 'Linde P&O', reply_to = 'po@linde.test'`);
  const { personId, email } = await offerMadeAt(ada, made);
  await changePerson(personId, { language: "nl" });
  await remind(on(3));
  const [letter] = await lettersTo(email);
  expect(letter).toMatchObject({
    language: "nl",
    subject: "Uw toegang tot Zorggroep Linde staat nog klaar",
    from: "Linde P&O via Portico",
    replyTo: "po@linde.test",
    button: { label: "Uitnodiging accepteren" },
  });
  const words = [...(letter?.paragraphs ?? []), ...(letter?.afterButton ?? [])].join(" ").split(/\s+/);
  expect(words.length).toBeLessThan(120);
});

test("a person's row stays as it is", async () => {
  const { personId } = await offerMadeAt(ada, made);
  const before = await personNow(ada.tenantId, personId);
  await remind(on(3));
  expect(await personNow(ada.tenantId, personId)).toEqual(before);
});

test("only what is due is read, whatever else is open", async () => {
  await offerMadeAt(ada, made);
  await moveOffer((await offerMadeAt(ada, made)).personId, made, endOfDayAfter(14, "Europe/Amsterdam", made));
  const plan = await withSystem("remind", async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return tx.execute<{ "QUERY PLAN": string }>(
      sql`explain select distinct tenant_id from invitations where remind_at <= now()`,
    );
  });
  expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("invitations_to_remind");
});
