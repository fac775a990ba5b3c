import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { lookUp, withSystem } from "@/lib/access/doors";
import type { MailProvider } from "./mail-provider";

/** The worker as a process of its own, once it works. */
async function newWorker({ url }: MailProvider): Promise<ChildProcess> {
  const { SMTP_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "lib/testing/work-until-killed.ts"], {
    env: { ...env, RESEND_API_KEY: "re_any_key", RESEND_BASE_URL: url },
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

type Killing = { provider: MailProvider; times: number; longestMs: number };

/** One worker after the other, each killed at a random moment; looks each time at what is left. */
export async function killedAt(
  { provider, times, longestMs }: Killing,
  look: () => Promise<void>,
): Promise<void> {
  for (let killed = 0; killed < times; killed++) {
    const worker = await newWorker(provider);
    await pause(Math.random() * longestMs);
    await kill(worker);
    await letTimePass();
    await look();
  }
}

const mailsLeft = async (tenantId: string) => {
  const [row] = await lookUp("verify events", (db) =>
    db.execute<{ left: number }>(
      sql`select count(*)::int as left from messages where tenant_id = ${tenantId} and state in ('queued', 'sending')`,
    ),
  );
  return row?.left ?? -1;
};

/** The last worker goes on until something stands so, and no mail is left. */
export async function workedUntil(
  { provider, tenantId }: { provider: MailProvider; tenantId: string },
  stateNow: () => Promise<string>,
  state: string,
): Promise<void> {
  const last = await newWorker(provider);
  await expect
    .poll(async () => [await stateNow(), await mailsLeft(tenantId)], { timeout: 120_000, interval: 500 })
    .toEqual([state, 0]);
  await kill(last);
}
