import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deliveries, messages } from "@/db/schema/messages";
import { lookUp, withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { anyEmail, newActor } from "@/lib/testing/factories";
import { eventOf, newWebhookSecret, signed, type Told } from "@/lib/testing/reports";
import { takeWebhook } from "./webhook";

const secret = newWebhookSecret();

let address = "";
beforeEach(() => {
  address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
});

const requestOf = ({ body, headers }: { body: string; headers: Record<string, string> }) =>
  new Request("http://localhost:3999/api/webhooks/resend", {
    method: "POST",
    body,
    headers: { "x-portico-address": address, ...headers },
  });

const post = async (given: { body: string; headers: Record<string, string> }) =>
  (await takeWebhook(requestOf(given), secret)).status;

async function message() {
  const ada = await newActor("owner");
  const draft = { email: anyEmail(), roles: [ada.home.roles.member] };
  const { personId } = await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, draft));
  const [row] = await lookUp("deliver messages", (db) =>
    db.select().from(messages).where(eq(messages.personId, personId)),
  );
  if (!row) throw new Error("no message");
  return row.id;
}

const stateOf = async (id: string) => {
  const [row] = await lookUp("deliver messages", (db) =>
    db.select().from(messages).where(eq(messages.id, id)),
  );
  return { state: row?.state, trouble: row?.trouble };
};
const countOf = async (id: string) =>
  (await lookUp("deliver messages", (db) => db.select().from(deliveries).where(eq(deliveries.messageId, id))))
    .length;

const told = (messageId: string, type: string, more: Partial<Told> = {}) =>
  eventOf({ type, messageId, providerId: `prov-${messageId}`, ...more });

describe("F2 the provider's webhook", () => {
  test("takes a signed report, ten times the same as once", async () => {
    const id = await message();
    const given = signed(told(id, "email.delivered"), { secret });
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(given)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await stateOf(id)).toEqual({ state: "delivered", trouble: null });
    expect(await countOf(id)).toBe(1);
  });

  test.each([
    [{ type: "Permanent", subType: "NoEmail" }, "mailbox_unknown"],
    [{ type: "Permanent", subType: "General", message: "smtp; 550 5.1.1 no such person" }, "mailbox_unknown"],
    [{ type: "Permanent", subType: "General", message: "rejected" }, "address_refused"],
    [{ type: "Permanent", subType: "Suppressed" }, "suppressed"],
    [{ type: "Transient", subType: "MailboxFull" }, "mailbox_full"],
    [{ type: "Transient", subType: "General" }, "returned"],
    [{ type: "Undetermined", subType: "Undetermined" }, "returned"],
  ])("understands the bounce %o", async (bounce, trouble) => {
    const id = await message();
    expect(await post(signed(told(id, "email.bounced", { bounce }), { secret }))).toBe(200);
    expect(await stateOf(id)).toEqual({ state: "bounced", trouble });
  });

  test.each([
    ["email.delivery_delayed", "delayed", "delayed"],
    ["email.complained", "complained", "complained"],
    ["email.suppressed", "bounced", "suppressed"],
    ["email.failed", "failed", "not_accepted_from_us"],
  ])("%s makes the message %s", async (type, state, trouble) => {
    const id = await message();
    expect(await post(signed(told(id, type), { secret }))).toBe(200);
    expect(await stateOf(id)).toEqual({ state, trouble });
  });

  test("nothing is made of other kinds: a scanner that opens a mail or follows its link opens nothing", async () => {
    const id = await message();
    for (const type of ["email.opened", "email.clicked", "email.scheduled", "contact.created", "toString"])
      expect(await post(signed(told(id, type), { secret }))).toBe(200);
    for (const body of ["", "[]", "null", "no json", '{"type":"email.delivered"}'])
      expect(await post(signed(body, { secret }))).toBe(200);
    expect(await stateOf(id)).toEqual({ state: "queued", trouble: null });
    expect(await countOf(id)).toBe(0);
  });

  test("a message that nobody knows is taken and nothing noted", async () => {
    expect(await post(signed(told(crypto.randomUUID(), "email.bounced"), { secret }))).toBe(200);
  });
});

describe("F2 a forged report", () => {
  const hour = 3_600_000;
  const body = async () => told(await message(), "email.bounced");

  test.each<[string, (of: ReturnType<typeof signed>) => ReturnType<typeof signed>]>([
    ["a changed body", (of) => ({ ...of, body: of.body.replace("bounced", "delivered") })],
    ["a changed id", (of) => ({ ...of, headers: { ...of.headers, "svix-id": "msg_other" } })],
    ["a changed time", (of) => ({ ...of, headers: { ...of.headers, "svix-timestamp": "1" } })],
    ["no signature", (of) => ({ ...of, headers: { ...of.headers, "svix-signature": "" } })],
    ["an empty signature", (of) => ({ ...of, headers: { ...of.headers, "svix-signature": "v1," } })],
    ["another scheme", (of) => ({ ...of, headers: { ...of.headers, "svix-signature": "v1a,AAAA" } })],
  ])("with %s is refused", async (_, forge) => {
    expect(await post(forge(signed(await body(), { secret })))).toBe(401);
  });

  test("with another secret, or of another time, is refused and changes nothing", async () => {
    const id = await message();
    const event = told(id, "email.bounced");
    expect(await post(signed(event, { secret: newWebhookSecret() }))).toBe(401);
    expect(await post(signed(event, { secret, at: new Date(Date.now() - hour) }))).toBe(401);
    expect(await post(signed(event, { secret, at: new Date(Date.now() + hour) }))).toBe(401);
    expect((await stateOf(id)).state).toBe("queued");
  });

  test("that is too large, or no JSON, is not read", async () => {
    expect(await post(signed(`"${"x".repeat(64 * 1024)}"`, { secret }))).toBe(413);
    const form = signed(await body(), { secret });
    const headers = { ...form.headers, "content-type": "application/x-www-form-urlencoded" };
    expect(await post({ ...form, headers })).toBe(415);
  });

  test("without end and without a length is cut off", async () => {
    let given = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1;
        controller.enqueue(new Uint8Array(16 * 1024).fill(97));
      },
    });
    const { headers } = signed("", { secret });
    const init = {
      method: "POST",
      body: stream,
      headers: { ...headers, "x-portico-address": address },
      duplex: "half",
    };
    const request = new Request("http://localhost:3999/api/webhooks/resend", init as RequestInit);
    expect((await takeWebhook(request, secret)).status).toBe(413);
    expect(given).toBeLessThan(10);
  });

  test("may be tried sixty times in ten minutes; true reports come through meanwhile", async () => {
    const forged = signed("{}", { secret: newWebhookSecret() });
    const answers: number[] = [];
    for (let one = 0; one < 62; one++) answers.push(await post(forged));
    expect(answers.filter((status) => status === 401)).toHaveLength(60);
    expect(answers.slice(60)).toEqual([429, 429]);
    expect(await post(signed("{}", { secret }))).toBe(200);
  });
});

test("F2 without a secret there is no webhook", async () => {
  const request = requestOf(signed("{}", { secret }));
  expect((await takeWebhook(request, undefined)).status).toBe(404);
});
