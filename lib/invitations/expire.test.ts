import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { lookUp, withTenant } from "@/lib/access/doors";
import { onboarding } from "@/lib/jobs/onboarding";
import { newActor, newTenant } from "@/lib/testing/factories";
import { changePerson, changeTenant, offerMadeAt } from "@/lib/testing/offers";
import { lettersTo } from "@/lib/testing/outbox";
import { noteExpired } from "./expire";
import { resendInvitation } from "./resend";
import { tellExpired } from "./tell-expired";

const made = new Date("2031-01-06T10:00:00+01:00");
// Fourteen days later at midnight.
const end = new Date("2031-01-21T00:00:00+01:00");
const morning = new Date("2031-01-21T08:00:00+01:00");
const later = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000);

let ada: Awaited<ReturnType<typeof newActor>>;
let adaEmail: string;
beforeEach(async () => {
  ada = await newActor("owner");
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{ email: string }>(sql`select email from people where id = ${ada.personId}`),
  );
  adaEmail = row?.email ?? "";
});

const timesExpired = async (personId: string) => {
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{ times: number }>(
      sql`select count(*)::int as times from events where person_id = ${personId} and action = 'invitation.expired'`,
    ),
  );
  return row?.times;
};

const told = async () => (await lettersTo(adaEmail)).map(({ subject }) => subject);

describe("S19 an invitation whose date passes", () => {
  test("is written down once, not a moment too early, by however many workers", async () => {
    const { personId } = await offerMadeAt(ada, made);
    await noteExpired(later(end, -1));
    expect(await timesExpired(personId)).toBe(0);
    await Promise.all([noteExpired(end), noteExpired(end), noteExpired(end)]);
    await noteExpired(later(end, 10));
    expect(await timesExpired(personId)).toBe(1);
  });

  test("is told to the inviter at eight, all of a day in one mail", async () => {
    for (const name of ["Bo Jansen", "Anna de Vries", "Cees Mol"]) await offerMadeAt(ada, made, { name });
    await onboarding(end);
    await onboarding(later(morning, -1));
    expect(await told()).toEqual([]);
    await Promise.all([tellExpired(morning), tellExpired(morning)]);
    await onboarding(later(morning, 10));
    expect(await told()).toEqual(["3 invitations to Zorggroep Linde expired"]);
    const [letter] = await lettersTo(adaEmail);
    expect(letter?.paragraphs[0]).toContain("Anna de Vries, Bo Jansen, and Cees Mol");
    expect(letter?.button?.href).toMatch(/\/settings\/people\?status=expired$/);
  });

  test("names ten and counts the others", async () => {
    for (let n = 10; n < 22; n++) await offerMadeAt(ada, made, { name: `Person ${n}` });
    await onboarding(end);
    await onboarding(morning);
    expect((await lettersTo(adaEmail))[0]?.paragraphs[0]).toContain("Person 19, and 2 others");
  });

  test("is not told when it was sent again before the morning", async () => {
    const { personId } = await offerMadeAt(ada, new Date(Date.now() - 20 * 86_400_000));
    const now = new Date();
    await noteExpired(now);
    await withTenant(ada, "people.invite", (tx) => resendInvitation(tx, { personId }));
    await tellExpired(later(now, 1500));
    expect(await told()).toEqual([]);
  });

  test("and expires again after a resend, is written down again", async () => {
    const { personId } = await offerMadeAt(ada, new Date(Date.now() - 20 * 86_400_000));
    await noteExpired(new Date());
    await withTenant(ada, "people.invite", (tx) => resendInvitation(tx, { personId }));
    await noteExpired(later(new Date(), 16 * 1440));
    expect(await timesExpired(personId)).toBe(2);
  });

  test("of somebody suspended or gone is no event and no mail", async () => {
    const { personId } = await offerMadeAt(ada, made);
    await changePerson(personId, { suspendedAt: made });
    await onboarding(end);
    await onboarding(morning);
    expect(await timesExpired(personId)).toBe(0);
    expect(await told()).toEqual([]);
  });

  test("is told to the company when the inviter is not here any more", async () => {
    await changeTenant(ada.tenantId, sql`contact = '{"email": "desk-gone@linde.test"}'`);
    await offerMadeAt(ada, made);
    await changePerson(ada.personId, { leftAt: made });
    await onboarding(end);
    await onboarding(morning);
    expect(await told()).toEqual([]);
    expect(await lettersTo("desk-gone@linde.test")).toHaveLength(1);
  });

  test("ends and is told by the company's own clock", async () => {
    const kiwi = await newActor("owner", await newTenant({ timeZone: "Pacific/Auckland" }));
    const { personId } = await offerMadeAt(kiwi, new Date("2031-01-06T10:30:00Z"), {
      zone: "Pacific/Auckland",
    });
    await noteExpired(new Date("2031-01-20T10:59:00Z"));
    expect(await timesExpired(personId)).toBe(0);
    await noteExpired(new Date("2031-01-20T11:00:00Z"));
    expect(await timesExpired(personId)).toBe(1);
  });
});
