import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { events } from "@/db/schema/events";
import { invitations } from "@/db/schema/invitations";
import { messages } from "@/db/schema/messages";
import { people } from "@/db/schema/people";
import { enterTenant, withSystem } from "@/lib/access/doors";
import { invitationLetter } from "@/lib/invitations/letters";
import { endLinks, newLink } from "@/lib/invitations/link";
import { newNumber } from "@/lib/invitations/number";
import { createTenant } from "@/lib/tenants/create";
import { PostOffice } from "@/lib/testing/post-office";
import { hoursFromNow } from "@/lib/time";
import { claim } from "./claim";
import { deliver } from "./deliver";
import { takeUpStuck } from "./enqueue-delivery";
import { post } from "./post";

const office = new PostOffice();

beforeAll(async () => {
  await office.open();
  process.env.SMTP_URL = office.url;
});
afterAll(() => office.close());
beforeEach(() => {
  office.answer = () => undefined;
});

let count = 0;
const anyEmail = () => `person-${++count}-${crypto.randomUUID().slice(0, 8)}@linde.example`;

/** A person invited to a tenant of the test's own, whose mail is in the outbox. */
async function invited({ email = anyEmail(), tenantName = "Zorggroep Linde", name = "Anna de Vries" } = {}) {
  return withSystem("create tenant", async (tx) => {
    const slug = `t-${crypto.randomUUID().slice(0, 13)}`;
    const { tenant } = await createTenant(tx, { name: "Zorggroep Linde", slug });
    // Past the rules that a name must keep.
    await tx.execute(sql`update tenants set name = ${tenantName} where id = ${tenant.id}`);
    const expiresAt = hoursFromNow(48);
    const [person] = await tx
      .insert(people)
      .values({ name, email, emailKey: email, invitedAt: new Date(), expiresAt })
      .returning();
    if (!person) throw new Error("no person");
    const [invitation] = await tx
      .insert(invitations)
      .values({ personId: person.id, number: newNumber(), expiresAt })
      .returning();
    if (!invitation) throw new Error("no invitation");
    const link = await newLink(tx, { invitationId: invitation.id, addressKey: email, expiresAt });
    const letter = invitationLetter({
      language: "en",
      tenant: tenantName,
      inviter: "Sanne Bakker",
      inviterEmail: "sanne@linde.example",
      name,
      address: email,
      roles: ["Planner"],
      note: null,
      href: link.href,
      lastDay: "Thursday 4 June",
      existing: false,
      number: invitation.number,
      resent: false,
    });
    const of = { to: email, kind: "invitation", personId: person.id, tokenId: link.tokenId } as const;
    const messageId = await post(tx, { ...of, subjectId: invitation.id }, letter);
    return {
      email,
      messageId,
      tenantId: tenant.id,
      personId: person.id,
      invitationId: invitation.id,
      href: link.href,
    };
  });
}
type Invited = Awaited<ReturnType<typeof invited>>;

/** What the database says of the message, its person and the log. */
const stateOf = ({ messageId, personId }: Invited) =>
  withSystem("deliver messages", async (tx) => {
    const [message] = await tx.select().from(messages).where(eq(messages.id, messageId));
    const [person] = await tx.select().from(people).where(eq(people.id, personId));
    const told = await tx
      .select({ action: events.action, personId: events.personId })
      .from(events)
      .where(eq(events.subjectId, messageId));
    return { message, person, told: told.map(({ action }) => action), about: told[0]?.personId };
  });

const loseClaim = ({ messageId }: Invited) =>
  withSystem("deliver messages", (tx) =>
    tx
      .update(messages)
      .set({ claimedAt: sql`now() - interval '3 minutes'` })
      .where(eq(messages.id, messageId)),
  );

describe("delivering a message", () => {
  test("hands it over once, passes the gate Sent, and forgets the letter", async () => {
    const one = await invited();
    expect(await deliver(one.messageId)).toBe("sent");

    expect(office.arrivedAt(one.email)).toHaveLength(1);
    const { message, person, told, about } = await stateOf(one);
    expect(message).toMatchObject({ state: "sent", sealed: null, trouble: null, tries: 1 });
    expect(message?.sentAt).toBeInstanceOf(Date);
    expect(person?.sentAt).toBeInstanceOf(Date);
    expect(told).toEqual(["message.sent"]);
    expect(about).toBe(one.personId);
    expect(await deliver(one.messageId)).toBeNull();
  });

  test("leaves once when two work at it", async () => {
    const one = await invited();
    const outcomes = await Promise.all([
      deliver(one.messageId),
      deliver(one.messageId),
      deliver(one.messageId),
    ]);
    expect(outcomes.filter((outcome) => outcome === "sent")).toHaveLength(1);
    expect(office.arrivedAt(one.email)).toHaveLength(1);
    expect((await stateOf(one)).told).toEqual(["message.sent"]);
  });

  test("waits until it may leave", async () => {
    const one = await invited();
    await withSystem("deliver messages", (tx) =>
      tx
        .update(messages)
        .set({ sendAfter: hoursFromNow(1) })
        .where(eq(messages.id, one.messageId)),
    );
    expect(await deliver(one.messageId)).toBeNull();
    expect(office.arrivedAt(one.email)).toHaveLength(0);
  });

  test("is tried again when the server asks to wait, and told once", async () => {
    const one = await invited();
    office.answer = () => ({ code: 451, text: "4.2.1 The mailbox is busy" });
    expect(await deliver(one.messageId)).toBe("later");
    expect(await deliver(one.messageId)).toBe("later");
    const delayed = await stateOf(one);
    expect(delayed.message).toMatchObject({ state: "queued", trouble: "asked_to_wait" });
    expect(delayed.message?.nextTryAt?.getTime()).toBeGreaterThan(Date.now());
    expect(delayed.person?.sentAt).toBeNull();

    office.answer = () => undefined;
    expect(await deliver(one.messageId)).toBe("sent");
    expect(office.arrivedAt(one.email)).toHaveLength(1);
    expect((await stateOf(one)).told).toEqual(["message.delayed", "message.sent"]);
  });

  test("bounces when the mailbox does not exist", async () => {
    const one = await invited();
    office.answer = () => ({ code: 550, text: "5.1.1 No such mailbox" });
    expect(await deliver(one.messageId)).toBe("bounced");
    const { message, person, told } = await stateOf(one);
    expect(message).toMatchObject({ state: "bounced", trouble: "mailbox_unknown", sealed: null });
    expect(person?.bouncedAt).toBeInstanceOf(Date);
    expect(person?.stage).toBe("bounced");
    expect(told).toEqual(["message.bounced"]);
    expect(await deliver(one.messageId)).toBeNull();
  });

  test("waits for a mail server that is away, and leaves once when it is back", async () => {
    const one = await invited();
    await office.close();
    try {
      expect(await deliver(one.messageId)).toBe("later");
      expect((await stateOf(one)).message).toMatchObject({ state: "queued", trouble: "unreachable" });
    } finally {
      await office.open();
    }
    expect(await deliver(one.messageId)).toBe("sent");
    expect(office.arrivedAt(one.email)).toHaveLength(1);
  });

  test("gives up after 23 hours", async () => {
    const one = await invited();
    await withSystem("deliver messages", (tx) =>
      tx
        .update(messages)
        .set({ firstTriedAt: hoursFromNow(-24) })
        .where(eq(messages.id, one.messageId)),
    );
    expect(await deliver(one.messageId)).toBe("failed");
    const { message, told } = await stateOf(one);
    expect(message).toMatchObject({ state: "failed", trouble: "gave_up", sealed: null });
    expect(told).toEqual(["message.failed"]);
    expect(office.arrivedAt(one.email)).toHaveLength(0);
  });
});

describe("a process that dies after its claim", () => {
  test("does not keep others from sending once its claim is lost", async () => {
    const one = await invited();
    await withSystem("deliver messages", (tx) => claim(tx, one.messageId));
    expect(await deliver(one.messageId)).toBeNull();
    expect(office.arrivedAt(one.email)).toHaveLength(0);

    await loseClaim(one);
    await withSystem("deliver messages", takeUpStuck);
    expect(await deliver(one.messageId)).toBe("sent");
    expect(office.arrivedAt(one.email)).toHaveLength(1);
    expect(office.arrivedAt(one.email)[0]?.mail.messageId).toBe(`<${one.messageId}@portico.example>`);
  });
});

describe("an offer that has ended", () => {
  test("is never sent", async () => {
    const one = await invited();
    await withSystem("accept invitation", async (tx) => {
      await enterTenant(tx, one.tenantId);
      await endLinks(tx, one.invitationId, "withdrawn");
    });
    expect(await deliver(one.messageId)).toBeNull();
    expect((await stateOf(one)).message).toMatchObject({ state: "cancelled", sealed: null });
    expect(office.arrivedAt(one.email)).toHaveLength(0);
  });

  test("does not pass the gate of the offer that replaced it", async () => {
    const one = await invited();
    // The link ends while the mail is on its way.
    office.answer = async () => {
      await withSystem("accept invitation", (tx) => endLinks(tx, one.invitationId, "replaced"));
      return undefined;
    };
    expect(await deliver(one.messageId)).toBe("sent");
    expect((await stateOf(one)).person?.sentAt).toBeNull();
  });
});

describe("what people typed", () => {
  test("makes no header and no second recipient", async () => {
    const one = await invited({
      name: "Anna\r\nBcc: thief@evil.example",
      tenantName: 'Linde"\r\nBcc: thief@evil.example, <x@evil.example>',
    });
    expect(await deliver(one.messageId)).toBe("sent");
    const [arrived] = office.arrivedAt(one.email);
    expect(arrived?.to).toEqual([one.email]);
    expect(arrived?.mail.to).toEqual([expect.objectContaining({ address: one.email })]);
    expect(arrived?.mail.bcc).toBeUndefined();
    expect(arrived?.mail.from?.address).toBe("portico@portico.example");
    expect(arrived?.mail.headers.map(({ key }) => key)).not.toContain("bcc");
    expect(office.arrivedAt("thief@evil.example")).toHaveLength(0);
  });

  test("an address that is two is refused", async () => {
    const one = await invited({ email: `${anyEmail()},thief@evil.example` });
    expect(await deliver(one.messageId)).toBe("failed");
    expect((await stateOf(one)).message?.trouble).toBe("address_refused");
  });
});
