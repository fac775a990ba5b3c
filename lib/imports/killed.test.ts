import { afterAll, beforeAll, expect, test } from "vitest";
import { newActor, personNow } from "@/lib/testing/factories";
import { countsOf, importNow, pasted, started } from "@/lib/testing/imports";
import { killedAt, workedUntil } from "@/lib/testing/killed-worker";
import { MailProvider } from "@/lib/testing/mail-provider";

const ROWS = 500;
const KILLS = 20;

const provider = new MailProvider();
beforeAll(() => provider.open());
afterAll(() => provider.close());

test("S1 in bulk: killed at 20 random moments, an invite of 500 loses nothing and sends nothing twice", async () => {
  const ada = await newActor("owner");
  const lines = Array.from({ length: ROWS }, (_, index) => `anna-${index}@killed.test`).join("\n");
  const importId = await pasted(ada, lines);
  await started(ada, importId);
  provider.mood = () => {
    const moods = ["fails", "waits", "hangs_up", "takes_and_hangs_up"] as const;
    return Math.random() < 0.2 ? (moods[Math.floor(Math.random() * moods.length)] ?? "takes") : "takes";
  };

  // Between two batches or in the middle of one: each person is wholly invited or not at all.
  await killedAt({ provider, times: KILLS, longestMs: 1200 }, async () => {
    expect(new Set(Object.values(await countsOf(ada.tenantId))).size).toBe(1);
  });

  provider.mood = () => "takes";
  const { tenantId } = ada;
  await workedUntil({ provider, tenantId }, async () => (await importNow(importId)).state, "done");
  expect(await countsOf(ada.tenantId)).toMatchObject({
    people: ROWS,
    invitations: ROWS,
    messages: ROWS,
    events: ROWS,
  });
  // Each once, and once to who began it.
  const { email } = await personNow(ada.tenantId, ada.personId);
  expect(provider.sent.get(email ?? "")).toBe(1);
  expect(provider.sent.size).toBe(ROWS + 1);
  expect(provider.total).toBe(ROWS + 1);
}, 600_000);
