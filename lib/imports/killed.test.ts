import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookUp, withSystem } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { countsOf, importNow, pasted, started } from "@/lib/testing/imports";
import { MailProvider } from "@/lib/testing/mail-provider";

const ROWS = 500;
const KILLS = 20;
const LONGEST_MS = 1200;

const provider = new MailProvider();
beforeAll(() => provider.open());
afterAll(() => provider.close());

/** The worker as a process of its own, once it works. */
async function newWorker(): Promise<ChildProcess> {
  const { SMTP_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "lib/testing/work-until-killed.ts"], {
    env: { ...env, RESEND_API_KEY: "re_any_key", RESEND_BASE_URL: provider.url },
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** A dead process's claims are waited for: here the wait is over. */
const letTimePass = () =>
  withSystem("deliver messages", (tx) =>
    tx.execute(sql`update messages set claimed_at = claimed_at - interval '3 minutes', send_after = send_after - interval '3 minutes',
      next_try_at = null where state in ('sending', 'queued')`),
  );

const leftOf = async (tenantId: string) => {
  const [row] = await lookUp("verify events", (db) =>
    db.execute<{ left: number }>(
      sql`select count(*)::int as left from messages where tenant_id = ${tenantId} and state <> 'sent'`,
    ),
  );
  return row?.left ?? -1;
};

test("S1 in bulk: killed at 20 random moments, an invite of 500 loses nothing and sends nothing twice", async () => {
  const ada = await newActor("owner");
  const lines = Array.from({ length: ROWS }, (_, index) => `anna-${index}@killed.test`).join("\n");
  const importId = await pasted(ada, lines);
  await started(ada, importId);
  provider.mood = () => {
    const moods = ["fails", "waits", "hangs_up", "takes_and_hangs_up"] as const;
    return Math.random() < 0.2 ? (moods[Math.floor(Math.random() * moods.length)] ?? "takes") : "takes";
  };

  for (let killed = 0; killed < KILLS; killed++) {
    const worker = await newWorker();
    await pause(Math.random() * LONGEST_MS);
    await kill(worker);
    await letTimePass();
    // Between two batches or in the middle of one: each person is wholly invited or not at all.
    expect(new Set(Object.values(await countsOf(ada.tenantId))).size).toBe(1);
  }

  provider.mood = () => "takes";
  const last = await newWorker();
  await expect
    .poll(async () => [(await importNow(importId)).state, await leftOf(ada.tenantId)], {
      timeout: 120_000,
      interval: 500,
    })
    .toEqual(["done", 0]);
  await kill(last);
  expect(await countsOf(ada.tenantId)).toMatchObject({
    people: ROWS,
    invitations: ROWS,
    messages: ROWS,
    events: ROWS,
  });
  expect(provider.sent.size).toBe(ROWS);
  expect(provider.total).toBe(ROWS);
}, 600_000);
