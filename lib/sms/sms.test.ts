import { createServer, type Server } from "node:http";
import { eq, sql } from "drizzle-orm";
import twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { messages } from "@/db/schema/messages";
import type { SessionSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem } from "@/lib/access/doors";
import { EnvironmentFault, readEnvironment } from "@/lib/env";
import { deliver } from "@/lib/mail/deliver";
import { enterNumber, prepareNumber, prepareNumberAgain, sendNumberAgain } from "@/lib/phones/enter-number";
import { newMember, newTenant, selfOf } from "@/lib/testing/factories";
import { anyNumber, codeIn, textRowsOf, textsOf } from "@/lib/testing/phones";
import { PostOffice } from "@/lib/testing/post-office";
import { outcomeOf, twilioTransport } from "./twilio-transport";

const office = new PostOffice();

beforeAll(async () => {
  await office.open();
  process.env.SMTP_URL = office.url;
  process.env.TEXT_GATEWAY = "{number}@texts.test";
});
afterAll(() => office.close());
beforeEach(() => {
  office.answer = () => undefined;
});

const from = { address: "10.0.0.1", language: "nl" } as const;
const change = (query: ReturnType<typeof sql>) => withSystem("housekeeping", (tx) => tx.execute(query));

async function giveNumber(self: SessionSelf, number: string): Promise<void> {
  await change(sql`delete from limits`);
  const entered = await prepareNumber<"session">(self, { number }, from);
  await withIdentity<"session", void>(self, (tx) => enterNumber(tx, {}, entered));
}

async function textWaits() {
  const { identity } = await newMember(await newTenant({}, { preset: "traackr" }));
  const self = await selfOf(identity.id);
  const number = anyNumber();
  await giveNumber(self, number);
  const [row] = await textRowsOf(identity.id);
  return { identity, self, number, id: row?.id ?? "", text: (await textsOf(identity.id))[0] };
}

const rowOf = async (id: string) =>
  (await lookUp("deliver messages", (db) => db.select().from(messages).where(eq(messages.id, id))))[0];

describe("a text by way of a mail gateway", () => {
  test("R7 goes to the number's own address as plain text, and its sealed body goes", async () => {
    const { number, id, text } = await textWaits();
    expect(await deliver(id)).toBe("sent");
    const [mail] = office.arrivedAt(`${number.slice(1)}@texts.test`);
    expect(mail?.mail.text?.trim()).toBe(text?.body);
    expect(mail?.mail.text).toMatch(/^\d{6} is uw code voor Zorggroep Linde\./);
    expect(mail?.mail.html).toBeUndefined();
    expect(await rowOf(id)).toMatchObject({
      state: "sent",
      sealed: null,
      address: `••\u00a0${number.slice(-2)}`,
    });
  });

  test("R7 is tried again while its code works, and not after that", async () => {
    const { number, id } = await textWaits();
    office.answer = () => ({ code: 451, text: "4.2.1 busy" });
    expect(await deliver(id)).toBe("later");
    office.answer = () => undefined;
    await change(sql`update messages set created_at = now() - interval '10 minutes' where id = ${id}`);
    expect(await deliver(id)).toBe("failed");
    expect(office.arrivedAt(`${number.slice(1)}@texts.test`)).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: "failed", trouble: "gave_up", sealed: null });
  });

  test("R7 is not sent when a newer code has taken its place", async () => {
    const { identity, self, number, id, text } = await textWaits();
    const again = await prepareNumberAgain<"session">(self, from);
    await withIdentity<"session", void>(self, (tx) => sendNumberAgain(tx, {}, again));
    expect(await deliver(id)).toBeNull();
    expect(await rowOf(id)).toMatchObject({ state: "cancelled", sealed: null });
    const [newer] = await textRowsOf(identity.id);
    expect(await deliver(newer?.id ?? "")).toBe("sent");
    const arrived = office.arrivedAt(`${number.slice(1)}@texts.test`);
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.mail.text).not.toContain(codeIn(text));
  });
});

type Asked = { path: string; key: string; form: URLSearchParams };

/** Twilio's interface as far as a text needs it. Its package has no setting for another address. */
function fakeTwilio() {
  const asked: Asked[] = [];
  let answer = { status: 201, body: { sid: "SM1" } as Record<string, unknown> };
  let server: Server | undefined;
  let origin = "";
  const open = () =>
    new Promise<void>((resolve) => {
      server = createServer((request, response) => {
        let form = "";
        request.on("data", (part) => (form += part));
        request.on("end", () => {
          const key = Buffer.from((request.headers.authorization ?? "").slice(6), "base64").toString();
          asked.push({ path: request.url ?? "", key, form: new URLSearchParams(form) });
          response.writeHead(answer.status, { "content-type": "application/json" });
          response.end(JSON.stringify(answer.body));
        });
      }).listen(0, "127.0.0.1", () => {
        const address = server?.address();
        origin = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
        resolve();
      });
    });
  class HereClient extends twilio.RequestClient {
    override request<T>(options: Parameters<typeof twilio.RequestClient.prototype.request<T>>[0]) {
      options.uri = options.uri.replace("https://api.twilio.com", origin);
      return super.request<T>(options);
    }
  }
  return {
    asked,
    open,
    close: () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())),
    client: () => new HereClient(),
    says: (status: number, body: Record<string, unknown>) => {
      answer = { status, body };
    },
  };
}

describe("a text by Twilio", () => {
  const there = fakeTwilio();
  beforeAll(there.open);
  afterAll(there.close);
  const settings = { sid: "AC1", secret: "not-a-real-one", from: "+3197010000000" };
  const send = (more: Partial<typeof settings> & { apiKey?: string } = {}) =>
    twilioTransport({ ...settings, ...more }, there.client()).send({
      id: "m",
      to: "+31612345678",
      body: "012345 is your code.",
    });

  test("R7 asks Twilio's own interface for one text", async () => {
    expect(await send()).toEqual({ status: "sent", providerId: "SM1" });
    const [asked] = there.asked;
    expect(asked?.path).toBe("/2010-04-01/Accounts/AC1/Messages.json");
    expect(asked?.key).toBe("AC1:not-a-real-one");
    expect(Object.fromEntries(asked?.form ?? [])).toEqual({
      To: "+31612345678",
      From: "+3197010000000",
      Body: "012345 is your code.",
    });
  });

  test("R7 with a key of its own and a messaging service", async () => {
    await send({ apiKey: "SK1", from: "MG1" });
    const asked = there.asked.at(-1);
    expect(asked?.key).toBe("SK1:not-a-real-one");
    expect(asked?.form.get("MessagingServiceSid")).toBe("MG1");
  });

  test.each([
    [400, 21211, { status: "failed", trouble: "number_refused" }],
    [400, 21610, { status: "failed", trouble: "number_refused" }],
    [429, 20429, { status: "later", trouble: "asked_to_wait" }],
    [503, 20503, { status: "later", trouble: "unreachable" }],
    [401, 20003, { status: "later", trouble: "not_accepted_from_us" }],
  ])("an answer %i with %i", async (status, code, outcome) => {
    there.says(status, { status, code, message: "no" });
    expect(await send()).toEqual(outcome);
  });

  test("a server that is away is asked again", async () => {
    expect(outcomeOf(new Error("ECONNREFUSED"))).toEqual({ status: "later", trouble: "unreachable" });
  });
});

describe("the settings", () => {
  const sound = () => ({ ...process.env });
  const faults = (changed: Record<string, string>) => {
    try {
      readEnvironment({ ...sound(), ...changed });
      return [];
    } catch (error) {
      return error instanceof EnvironmentFault ? error.faults.map((fault) => fault.split(" ")[0]) : [error];
    }
  };

  test("half of Twilio is refused, each missing piece by name", () => {
    expect(faults({ TWILIO_ACCOUNT_SID: "AC1" })).toEqual(["TWILIO_AUTH_TOKEN", "TWILIO_FROM"]);
    expect(
      faults({ TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "x".repeat(8), TWILIO_FROM: "MG1" }),
    ).toEqual([]);
    expect(faults({ TEXT_GATEWAY: "texts@example.com" })).toEqual(["TEXT_GATEWAY"]);
    expect(faults({ TEXT_BLOCKED_COUNTRIES: "Tunisia" })).toEqual(["TEXT_BLOCKED_COUNTRIES"]);
  });

  test("R11 the thirteen countries are blocked until somebody says otherwise", () => {
    const of = (text?: string) =>
      readEnvironment({ ...sound(), ...(text && { TEXT_BLOCKED_COUNTRIES: text }) }).TEXT_BLOCKED_COUNTRIES;
    expect(of()).toEqual("DZ AZ BD ID IL NG OM PK PS LK TJ TN VN".split(" "));
    expect(of("dz, az")).toEqual(["DZ", "AZ"]);
    expect(of("none")).toEqual(["NONE"]);
  });
});
