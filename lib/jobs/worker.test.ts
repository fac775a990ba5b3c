import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { identities, identityAddresses } from "@/db/schema/identities";
import { limits } from "@/db/schema/limits";
import { messages } from "@/db/schema/messages";
import { flows } from "@/db/schema/sessions";
import { withSystem } from "@/lib/access/doors";
import { post } from "@/lib/mail/post";
import { newSecret, sha256 } from "@/lib/secrets";
import { PostOffice } from "@/lib/testing/post-office";
import { hoursFromNow } from "@/lib/time";
import { housekeeping } from "./housekeeping";
import { startWorker } from "./worker";

const office = new PostOffice();

beforeAll(async () => {
  await office.open();
  process.env.SMTP_URL = office.url;
});
afterAll(() => office.close());

const letter = {
  language: "en",
  subject: "Your password was changed",
  preview: "",
  from: "Portico",
  greeting: "Hello,",
  paragraphs: ["It was changed."],
  footnotes: ["With Portico."],
} as const;

const aNotice = (to: string) =>
  withSystem("deliver messages", (tx) =>
    post(
      tx,
      { to, kind: "notice" },
      { ...letter, paragraphs: [...letter.paragraphs], footnotes: [...letter.footnotes] },
    ),
  );

const stateOf = (id: string) =>
  withSystem("deliver messages", async (tx) => {
    const [message] = await tx.select().from(messages).where(eq(messages.id, id));
    return message?.state;
  });

test("the worker delivers what is posted, and tries again by itself", { timeout: 20_000 }, async () => {
  const worker = await startWorker();
  expect(await startWorker()).toBe(worker);
  const to = `anna-${newSecret().slice(0, 8).toLowerCase()}@linde.example`;
  let refusals = 1;
  office.answer = () => (refusals-- > 0 ? { code: 451, text: "4.2.1 busy" } : undefined);
  try {
    const id = await aNotice(to);
    await expect.poll(() => stateOf(id), { timeout: 12_000, interval: 100 }).toBe("sent");
    expect(office.arrivedAt(to)).toHaveLength(1);
  } finally {
    await worker.stop();
  }
});

test("housekeeping clears out what is old and nothing else", async () => {
  const email = `${newSecret().slice(0, 8).toLowerCase()}@linde.example`;
  await withSystem("housekeeping", async (tx) => {
    const [identity] = await tx.insert(identities).values({ name: "Anna" }).returning();
    const identityId = identity?.id ?? "";
    const flow = (hours: number) => ({
      hash: sha256(newSecret()),
      purpose: "sign-in" as const,
      state: email,
      expiresAt: hoursFromNow(hours),
    });
    await tx.insert(flows).values([flow(-25), flow(1)]);
    await tx.insert(limits).values([
      { key: sha256(email), span: "old", startedAt: hoursFromNow(-49), tries: 1 },
      {
        key: sha256(email),
        span: "blocked",
        startedAt: hoursFromNow(-49),
        tries: 1,
        blockedUntil: hoursFromNow(1),
      },
      { key: sha256(email), span: "new", startedAt: hoursFromNow(-1), tries: 1 },
    ]);
    await tx.insert(identityAddresses).values([
      { identityId, email, emailKey: email, createdAt: hoursFromNow(-25) },
      { identityId, email: `b${email}`, emailKey: `b${email}`, createdAt: hoursFromNow(-1) },
    ]);
  });
  await housekeeping();
  const left = await withSystem("housekeeping", async (tx) => ({
    flows: await tx.$count(flows, eq(flows.state, email)),
    limits: (
      await tx
        .select()
        .from(limits)
        .where(eq(limits.key, sha256(email)))
    )
      .map(({ span }) => span)
      .sort(),
    addresses: await tx.$count(
      identityAddresses,
      sql`${identityAddresses.emailKey} in (${email}, ${`b${email}`})`,
    ),
  }));
  expect(left).toEqual({ flows: 1, limits: ["blocked", "new"], addresses: 1 });
});
