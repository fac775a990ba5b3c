import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import type { MailProvider } from "./mail-provider";

/** The worker as a process of its own, once it works. */
export async function newWorker(provider: MailProvider): Promise<ChildProcess> {
  const { SMTP_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "lib/testing/work-until-killed.ts"], {
    env: { ...env, RESEND_API_KEY: "re_any_key", RESEND_BASE_URL: provider.url },
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

export async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** A dead process's claims are waited for: here the wait is over. */
export const letTimePass = () =>
  withSystem("deliver messages", (tx) =>
    tx.execute(sql`update messages set claimed_at = claimed_at - interval '3 minutes', send_after = send_after - interval '3 minutes',
      next_try_at = null where state in ('sending', 'queued')`),
  );
