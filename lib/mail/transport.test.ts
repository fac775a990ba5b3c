import { createServer, type IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mail } from "./mail";
import { resendTransport } from "./resend-transport";
import { outcomeOf } from "./smtp-transport";

let status = 200;
let body = "";
const asked: { headers: IncomingHttpHeaders; mail: Record<string, unknown> }[] = [];
const provider = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  asked.push({ headers: request.headers, mail: JSON.parse(Buffer.concat(parts).toString()) });
  response.writeHead(status, { "content-type": "application/json" }).end(body);
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const address = provider.address();
  if (address && typeof address === "object") url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => provider.close());

const mail: Mail = {
  id: "0f6f1f3a-1f5c-4f0e-9c58-0f1b5f2f9d11",
  to: "anna@linde.example",
  from: { name: 'Linde "via" Portico', address: "portico@portico.example" },
  replyTo: "sanne@linde.example",
  subject: "Hello",
  html: "<p>Hello</p>",
  text: "Hello",
};
const sendNow = (answer: number, said: object) => {
  [status, body] = [answer, JSON.stringify(said)];
  return resendTransport("re_test_key", url).send(mail);
};

test("Resend gets the message's id as its key, and one address", async () => {
  expect(await sendNow(200, { id: "prov-1" })).toEqual({ status: "sent", providerId: "prov-1" });
  const last = asked.at(-1);
  expect(last?.headers["idempotency-key"]).toBe(`message/${mail.id}`);
  expect(last?.mail).toMatchObject({
    to: ["anna@linde.example"],
    from: '"Linde via Portico" <portico@portico.example>',
    reply_to: "sanne@linde.example",
    tags: [{ name: "message", value: mail.id }],
  });
});

test.each([
  [429, "rate_limit_exceeded", { status: "later", trouble: "asked_to_wait" }],
  [500, "application_error", { status: "later", trouble: "unreachable" }],
  [403, "invalid_api_key", { status: "later", trouble: "not_accepted_from_us" }],
  [422, "validation_error", { status: "failed", trouble: "address_refused" }],
] as const)("Resend's %i is understood", async (answer, name, outcome) => {
  expect(await sendNow(answer, { statusCode: answer, name, message: "no" })).toEqual(outcome);
});

test("a provider that is away is asked again", async () => {
  expect(await resendTransport("re_test_key", "http://127.0.0.1:9").send(mail)).toEqual({
    status: "later",
    trouble: "unreachable",
  });
});

test.each([
  [
    { responseCode: 550, command: "RCPT TO", response: "550 5.1.1 unknown" },
    { status: "bounced", trouble: "mailbox_unknown" },
  ],
  [
    { responseCode: 552, command: "RCPT TO", response: "552 5.2.2 full" },
    { status: "bounced", trouble: "mailbox_full" },
  ],
  [
    { responseCode: 550, command: "RCPT TO", response: "550 5.7.1 policy" },
    { status: "bounced", trouble: "address_refused" },
  ],
  [
    { responseCode: 554, command: "DATA", response: "554 spam" },
    { status: "failed", trouble: "content_refused" },
  ],
  [
    { responseCode: 535, command: "AUTH PLAIN", response: "535 no" },
    { status: "later", trouble: "not_accepted_from_us" },
  ],
  [
    { responseCode: 450, command: "RCPT TO", response: "450 wait" },
    { status: "later", trouble: "asked_to_wait" },
  ],
  [
    { code: "ECONNREFUSED", command: "CONN" },
    { status: "later", trouble: "unreachable" },
  ],
] as const)("SMTP: %o", (error, outcome) => {
  expect(outcomeOf(Object.assign(new Error("x"), error))).toEqual(outcome);
});
