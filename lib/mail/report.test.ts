import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deadAddresses } from "@/db/schema/dead-addresses";
import { events } from "@/db/schema/events";
import { deliveries, messages } from "@/db/schema/messages";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { changeAddress } from "@/lib/invitations/change-address";
import { resendInvitation } from "@/lib/invitations/resend";
import { sendInvitation } from "@/lib/invitations/send";
import { vouchForMailbox } from "@/lib/invitations/vouch-for-mailbox";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { housekeeping } from "@/lib/jobs/housekeeping";
import { deadMailboxOf } from "@/lib/people/dead-mailbox";
import { anyEmail, newActor, newIdentity, personNow } from "@/lib/testing/factories";
import { PostOffice } from "@/lib/testing/post-office";
import { claim } from "./claim";
import { deliver } from "./deliver";
import type { Letter } from "./letter";
import { type MessageKind, post } from "./post";
import { takeReport } from "./report";
import type { Report } from "./report-in";
import { settle } from "./settle";

const office = new PostOffice();
type Ada = Awaited<ReturnType<typeof newActor>>;
let ada: Ada;

beforeAll(async () => {
  await office.open();
  process.env["SMTP_URL"] = office.url;
  ada = await newActor("owner");
});
afterAll(() => office.close());
beforeEach(() => {
  office.answer = () => undefined;
});

const act = <T>(who: Ada, work: Parameters<typeof withTenant<"people.invite", T>>[2]) =>
  withTenant(who, "people.invite", work);

const messagesOf = (personId: string) =>
  lookUp("deliver messages", (db) =>
    db.select().from(messages).where(eq(messages.personId, personId)).orderBy(messages.createdAt),
  );

async function lastMessage(personId: string) {
  const last = (await messagesOf(personId)).at(-1);
  if (!last) throw new Error("no message");
  return last;
}

async function invited(who = ada, email = anyEmail()) {
  const draft = { email, roles: [who.home.roles.member] };
  const { personId } = await act(who, (tx) => sendInvitation(tx, draft));
  return { email, personId, messageId: (await lastMessage(personId)).id };
}

async function sent(who = ada, email = anyEmail()) {
  const one = await invited(who, email);
  expect(await deliver(one.messageId)).toBe("sent");
  return one;
}

const trouble = {
  sent: null,
  delivered: null,
  delayed: "delayed",
  bounced: "mailbox_unknown",
  complained: "complained",
  failed: "not_accepted_from_us",
} as const;

const reportOf = (messageId: string, kind: Report["kind"], more: Partial<Report> = {}): Report => ({
  providerEventId: `evt-${randomUUID()}`,
  providerId: `prov-${messageId}`,
  messageId,
  kind,
  at: new Date(),
  trouble: trouble[kind],
  ...more,
});

const toldOf = async (messageId: string) => {
  const rows = await lookUp("verify events", (db) =>
    db.select().from(events).where(eq(events.subjectId, messageId)).orderBy(events.seq),
  );
  return rows.map(({ action }) => action);
};

const notedOf = (messageId: string) =>
  lookUp("deliver messages", (db) => db.select().from(deliveries).where(eq(deliveries.messageId, messageId)));

type Kind = Report["kind"];
const orders = (kinds: readonly Kind[]): Kind[][] =>
  kinds.length <= 1
    ? [[...kinds]]
    : kinds.flatMap((first) =>
        orders(kinds.filter((kind) => kind !== first)).map((rest) => [first, ...rest]),
      );

const ends: [readonly Kind[], Kind][] = [
  [["sent", "delayed", "delivered", "bounced"], "bounced"],
  [["sent", "delayed", "delivered", "complained"], "complained"],
  [["sent", "delayed", "delivered"], "delivered"],
  [["sent", "delayed"], "delayed"],
  [["sent", "failed"], "failed"],
];

describe.each(ends)("F2 reports of %s", (kinds, end) => {
  const named = orders(kinds).map((order) => ({ order, name: order.join(", ") }));
  test.each(named)("in the order $name end as they should", async ({ order }) => {
    const { messageId, personId } = await sent();
    for (const kind of order) await takeReport(reportOf(messageId, kind));
    const message = await lastMessage(personId);
    expect(message).toMatchObject({ state: end, trouble: trouble[end], sealed: null });
    expect(await notedOf(messageId)).toHaveLength(kinds.length);
    const person = await personNow(ada.tenantId, personId);
    expect(person.stage).toBe(end === "bounced" ? "bounced" : "invited");
    expect(person.openedAt).toBeNull();
    const told = await toldOf(messageId);
    expect(new Set(told).size).toBe(told.length);
    expect(told.at(-1)).toBe(`message.${end}`);
  });
});

describe("F2 a report", () => {
  test("that comes ten times, from two instances at once, is noted once", async () => {
    const { messageId, personId } = await sent();
    const report = reportOf(messageId, "delivered");
    await Promise.all(Array.from({ length: 10 }, () => takeReport(report)));
    expect(await notedOf(messageId)).toHaveLength(1);
    expect(await toldOf(messageId)).toEqual(["message.sent", "message.delivered"]);
    expect((await personNow(ada.tenantId, personId)).deliveredAt).toBeInstanceOf(Date);
  });

  test("of every kind at once deadlocks nobody and ends at the highest", async () => {
    const { messageId, personId } = await sent();
    const all = ["sent", "delayed", "delivered", "bounced"] as const;
    await Promise.all(all.map((kind) => takeReport(reportOf(messageId, kind))));
    expect((await lastMessage(personId)).state).toBe("bounced");
  });

  test("sets the gate at the provider's moment, and not in the future", async () => {
    const { messageId, personId } = await sent();
    await takeReport(reportOf(messageId, "delivered", { at: new Date(Date.now() + 3_600_000) }));
    const { deliveredAt } = await personNow(ada.tenantId, personId);
    expect(deliveredAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
  });

  test("of a message that nobody knows changes nothing", async () => {
    await takeReport(reportOf(randomUUID(), "bounced"));
    await takeReport(reportOf(randomUUID(), "delivered", { messageId: null, providerId: "nobody's" }));
  });

  test("is matched by the provider's id when the tag is gone", async () => {
    const { messageId, personId } = await sent();
    await takeReport(reportOf(messageId, "sent"));
    await takeReport(reportOf(messageId, "delayed"));
    await takeReport(reportOf(messageId, "delivered", { messageId: null }));
    expect(await lastMessage(personId)).toMatchObject({
      state: "delivered",
      providerId: `prov-${messageId}`,
    });
  });

  test("that is faster than the answer to our sending counts, and the answer undoes nothing", async () => {
    const { messageId, personId } = await invited();
    const claimed = await withSystem("deliver messages", (tx) => claim(tx, messageId));
    if (!claimed) throw new Error("nothing was claimed");
    await takeReport(reportOf(messageId, "delivered"));
    await withSystem("deliver messages", (tx) =>
      settle(tx, claimed, { status: "sent", providerId: "later" }),
    );
    expect(await lastMessage(personId)).toMatchObject({ state: "delivered", sealed: null });
    const person = await personNow(ada.tenantId, personId);
    expect([person.sentAt, person.deliveredAt]).toEqual([expect.any(Date), expect.any(Date)]);
    expect(await toldOf(messageId)).toEqual(["message.sent", "message.delivered"]);
  });

  test("of a mail that seemed lost keeps it from leaving again", async () => {
    const { messageId, personId, email } = await invited();
    const claimed = await withSystem("deliver messages", (tx) => claim(tx, messageId));
    if (!claimed) throw new Error("nothing was claimed");
    await withSystem("deliver messages", (tx) =>
      settle(tx, claimed, { status: "later", trouble: "unreachable" }),
    );
    await takeReport(reportOf(messageId, "delivered"));
    expect(await deliver(messageId)).toBeNull();
    expect(office.arrivedAt(email)).toHaveLength(0);
    expect((await lastMessage(personId)).state).toBe("delivered");
  });

  test("of a mail whose offer was replaced does not pass the gate of the new one", async () => {
    const { messageId, personId } = await sent();
    await act(ada, (tx) => resendInvitation(tx, { personId }));
    await takeReport(reportOf(messageId, "bounced", { trouble: "returned" }));
    const person = await personNow(ada.tenantId, personId);
    expect([person.sentAt, person.deliveredAt, person.bouncedAt]).toEqual([null, null, null]);
    expect(await toldOf(messageId)).toContain("message.bounced");
  });

  test("of a complaint says that the mail arrived, and is told", async () => {
    const { messageId, personId } = await sent();
    await takeReport(reportOf(messageId, "complained"));
    const person = await personNow(ada.tenantId, personId);
    expect(person).toMatchObject({ deliveredAt: expect.any(Date), bouncedAt: null });
    expect(await toldOf(messageId)).toEqual(["message.sent", "message.complained"]);
  });
});

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (error: { code?: string }) => error.code,
  );

describe("F2 an address that is dead", () => {
  async function bounced(who = ada, email = anyEmail()) {
    const one = await sent(who, email);
    await takeReport(reportOf(one.messageId, "bounced"));
    return one;
  }

  test("is not written to again, by hand or by anything else, until it is corrected", async () => {
    const { email, personId } = await bounced();
    expect(await refusal(act(ada, (tx) => resendInvitation(tx, { personId })))).toBe("address_known_dead");

    const held = await withSystem("deliver messages", async (tx) => {
      await tx.execute(sql`select set_config('app.tenant_id', ${ada.tenantId}, true)`);
      return post(tx, { to: email.toUpperCase(), kind: "told_inviter", personId }, letter);
    });
    expect(await deliver(held)).toBe("bounced");
    expect(office.arrivedAt(email)).toHaveLength(1);
    expect(await lastMessage(personId)).toMatchObject({ state: "bounced", trouble: "address_known_dead" });

    const right = anyEmail();
    await act(ada, (tx) => changeAddress(tx, { personId, email: right }));
    expect(await deliver((await lastMessage(personId)).id)).toBe("sent");
    expect(office.arrivedAt(right)).toHaveLength(1);
    expect(await refusal(act(ada, (tx) => changeAddress(tx, { personId, email })))).toBe(
      "address_known_dead",
    );
  });

  test("is not invited anew under the same address either", async () => {
    const { email, personId } = await bounced();
    await act(ada, (tx) => withdrawInvitation(tx, { personId }));
    const again = act(ada, (tx) => sendInvitation(tx, { email, roles: [ada.home.roles.member] }));
    expect(await refusal(again)).toBe("address_known_dead");
  });

  test("is written to again once somebody says that the mailbox works, and that is told", async () => {
    const { email, personId } = await bounced();
    expect(await withTenant(ada, "people.view", (tx) => deadMailboxOf(tx, personId))).toMatchObject({
      why: "mailbox_unknown",
    });
    await act(ada, (tx) => vouchForMailbox(tx, { personId }));
    expect(await withTenant(ada, "people.view", (tx) => deadMailboxOf(tx, personId))).toBeNull();
    await act(ada, (tx) => resendInvitation(tx, { personId }));
    expect(await deliver((await lastMessage(personId)).id)).toBe("sent");
    expect(office.arrivedAt(email)).toHaveLength(2);
    const told = await lookUp("verify events", (db) =>
      db.select().from(events).where(eq(events.personId, personId)),
    );
    expect(told.find(({ action }) => action === "mailbox.vouched_for")).toMatchObject({
      actorId: ada.personId,
      reason: "mailbox_unknown",
    });
    expect(await refusal(act(ada, (tx) => vouchForMailbox(tx, { personId })))).toBe("not_found");
  });

  test("is dead by a refusal during SMTP as well, and not by a full mailbox", async () => {
    const [gone, full] = [await invited(), await invited()];
    office.answer = (to) =>
      to === gone.email ? { code: 550, text: "5.1.1 No such mailbox" } : { code: 552, text: "5.2.2 Full" };
    await deliver(gone.messageId);
    await deliver(full.messageId);
    const resend = ({ personId }: typeof gone) =>
      refusal(act(ada, (tx) => resendInvitation(tx, { personId })));
    expect([await resend(gone), await resend(full)]).toEqual(["address_known_dead", "nothing"]);
  });

  test("is not made by a bounce that is not for good", async () => {
    const { messageId, personId } = await sent();
    await takeReport(reportOf(messageId, "bounced", { trouble: "returned" }));
    await act(ada, (tx) => resendInvitation(tx, { personId }));
    expect(await deliver((await lastMessage(personId)).id)).toBe("sent");
  });

  test("is another tenant's own knowledge: here nothing is refused, held back or shown", async () => {
    const email = anyEmail();
    await bounced(ada, email);
    const bo = await newActor("owner");
    const there = await sent(bo, email);
    expect(office.arrivedAt(email)).toHaveLength(2);
    expect(await withTenant(bo, "people.view", (tx) => deadMailboxOf(tx, there.personId))).toBeNull();
    expect(await refusal(act(bo, (tx) => vouchForMailbox(tx, { personId: there.personId })))).toBe(
      "not_found",
    );
    const seen = await withTenant(bo, "people.view", (tx) => tx.select().from(deadAddresses));
    expect(seen).toEqual([]);
  });

  test("cannot be planted by a tenant", async () => {
    const { messageId } = await sent();
    const planted = act(ada, (tx) =>
      tx.insert(deadAddresses).values({ addressKey: "x@linde.test", why: "complained", messageId }),
    );
    await expect(planted).rejects.toThrow();
  });
});

const letter: Letter = {
  language: "en",
  subject: "Hello",
  preview: "Hello",
  from: "Portico",
  greeting: "Hello",
  paragraphs: ["Hello"],
  footnotes: [],
};

describe("F2 the mailbox of an account", () => {
  const write = async (to: string, identityId: string, kind: MessageKind) =>
    withSystem("mailed link", (tx) => post(tx, { to, kind, identityId }, letter));
  const written = async (to: string, identityId: string, kind: MessageKind) =>
    deliver(await write(to, identityId, kind));

  test("that is gone gets no letter for seven days, and then is tried again", async () => {
    const { id, email } = await newIdentity();
    const first = await write(email, id, "notice");
    await deliver(first);
    await takeReport(reportOf(first, "bounced"));
    expect(await written(email, id, "reset")).toBe("bounced");
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update dead_addresses set dead_since = now() - interval '8 days' where identity_id = ${id}`,
      ),
    );
    await housekeeping();
    expect(await written(email, id, "reset")).toBe("sent");
  });

  test("whose owner marked a notice as spam gets no notices, and what the owner asks for", async () => {
    const { id, email } = await newIdentity();
    const first = await write(email, id, "notice");
    await deliver(first);
    await takeReport(reportOf(first, "complained"));
    expect(await written(email, id, "notice")).toBe("bounced");
    expect(await written(email, id, "reset")).toBe("sent");
  });

  test("does not make a tenant's letters to the same address stop", async () => {
    const { id, email } = await newIdentity();
    const first = await write(email, id, "notice");
    await deliver(first);
    await takeReport(reportOf(first, "bounced"));
    await sent(ada, email);
    expect(await written(email, id, "notice")).toBe("bounced");
  });
});
