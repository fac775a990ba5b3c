import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { withTenant } from "@/lib/access/doors";
import { changeWeeklySummary } from "@/lib/tenants/weekly-summary";
import { newActor, newTenant } from "@/lib/testing/factories";
import { changePerson, changeTenant, offerMadeAt } from "@/lib/testing/offers";
import { lettersTo } from "@/lib/testing/outbox";
import { sumUpWeek } from "./sum-up-week";

const day = (written: string) => new Date(`2031-01-${written}:00+01:00`);
const friday = day("03T10:00");
const monday = day("06T08:00");
const secondMonday = day("13T08:00");
const days = (count: number) => new Date(monday.getTime() - count * 86_400_000);

type Ada = Awaited<ReturnType<typeof newActor>>;
let ada: Ada;
let adaEmail: string;

const addressOf = async (personId: string) => {
  const email = `${personId}@linde.test`;
  await changePerson(personId, { email, emailKey: email });
  return email;
};

/** Somebody whose mail was delivered so many days before the Monday. */
async function invited(name: string, ago: number, by: Ada = ada) {
  const { personId } = await offerMadeAt(by, days(ago), { name, days: 30 });
  await changePerson(personId, { deliveredAt: days(ago) });
  return personId;
}

const told = async (to = adaEmail) => (await lettersTo(to)).map(({ subject }) => subject);

beforeEach(async () => {
  ada = await newActor("owner");
  adaEmail = await addressOf(ada.personId);
  await sumUpWeek(friday);
});

describe("T23 S19 the Monday summary", () => {
  test("names who stands still, the worst first, and counts who joined, at eight and once", async () => {
    await invited("Anna de Vries", 9);
    const bounced = await invited("Joris Smit", 2);
    await changePerson(bounced, { bouncedAt: days(1) });
    const ended = await invited("Bo Jansen", 20);
    await changePerson(ended, { expiresAt: days(6) });
    const stopped = await invited("Cees Mol", 12);
    await changePerson(stopped, { accountAt: days(8) });
    const joined = await invited("Dana Bos", 12);
    await changePerson(joined, { accountAt: days(3), secondStepAt: days(3), activeAt: days(3) });

    await sumUpWeek(new Date(monday.getTime() - 60_000));
    expect(await told()).toEqual([]);
    await Promise.all([sumUpWeek(monday), sumUpWeek(monday)]);
    await sumUpWeek(day("06T08:10"));
    expect(await told()).toEqual(["1 joined, 4 need help: Zorggroep Linde"]);
    const [letter] = await lettersTo(adaEmail);
    expect(letter?.paragraphs).toEqual([
      "1 person you invited joined Zorggroep Linde in the last 7 days. 4 people stand still:",
      expect.stringContaining("Joris Smit. Correct the address."),
      expect.stringContaining("Bo Jansen. Resend it, or withdraw it."),
      expect.stringContaining("Anna de Vries. Ask if this is the mailbox they read."),
      expect.stringContaining("Cees Mol. Ten minutes beside them"),
    ]);
    expect(letter?.button?.href).toMatch(/\/settings\/invitations$/);
  });

  test("is not written while nobody stands still, and comes again while somebody does", async () => {
    const person = await invited("Anna de Vries", 3);
    await sumUpWeek(monday);
    expect(await told()).toEqual([]);
    await sumUpWeek(secondMonday);
    expect(await told()).toEqual(["1 needs help: Zorggroep Linde"]);
    await changePerson(person, { suspendedAt: secondMonday });
    await sumUpWeek(day("20T08:00"));
    expect(await told()).toHaveLength(1);
  });

  test("names five and counts the others", async () => {
    for (let n = 1; n <= 7; n++) await invited(`Person ${n}`, 20 - n);
    await sumUpWeek(monday);
    expect((await lettersTo(adaEmail))[0]?.paragraphs[1]).toContain("Person 5, and 2 others");
  });

  test("goes to each inviter about their own, and to the company where the inviter may invite no more", async () => {
    await changeTenant(ada.tenantId, sql`contact = '{"email": "week-desk@linde.test"}'`);
    const bea = await newActor("manager", ada.home);
    const beaEmail = await addressOf(bea.personId);
    const cas = await newActor("manager", ada.home);
    const casEmail = await addressOf(cas.personId);
    await invited("Of Ada", 9);
    await invited("Of Bea", 9, bea);
    await invited("Of Cas", 9, cas);
    await changePerson(cas.personId, { leftAt: days(1) });
    await sumUpWeek(monday);
    const named = async (to: string) => (await lettersTo(to)).map(({ paragraphs }) => paragraphs.join(" "));
    expect(await named(adaEmail)).toEqual([expect.stringContaining("Of Ada")]);
    expect(await named(beaEmail)).toEqual([expect.stringContaining("Of Bea")]);
    expect(await named(casEmail)).toEqual([]);
    const [desk] = await named("week-desk@linde.test");
    expect(desk).toContain("Of Cas");
    expect(desk).toContain("by somebody who invites no more");
    expect(desk).not.toMatch(/Of Ada|Of Bea/);
  });

  test("comes by the company's own clock", async () => {
    const kiwi = await newActor("owner", await newTenant({ timeZone: "Pacific/Auckland" }));
    const email = await addressOf(kiwi.personId);
    await sumUpWeek(friday);
    await invited("Anna de Vries", 9, kiwi);
    await sumUpWeek(new Date("2031-01-05T18:59:00Z"));
    expect(await told(email)).toEqual([]);
    await sumUpWeek(new Date("2031-01-05T19:00:00Z"));
    expect(await told(email)).toHaveLength(1);
  });

  test("can be switched off and on by a company, as an event", async () => {
    await invited("Anna de Vries", 9);
    await withTenant(ada, "company.edit", (tx) => changeWeeklySummary(tx, {}));
    await sumUpWeek(monday);
    expect(await told()).toEqual([]);
    await withTenant(ada, "company.edit", (tx) => changeWeeklySummary(tx, { weeklySummary: "on" }));
    await sumUpWeek(secondMonday);
    expect(await told()).toHaveLength(1);
  });

  test("is not sent for a company that is suspended", async () => {
    await invited("Anna de Vries", 9);
    await changeTenant(ada.tenantId, sql`suspended_at = now()`);
    await sumUpWeek(monday);
    expect(await told()).toEqual([]);
  });
});
