import { type JobHelpers, Logger, type Runner, run } from "graphile-worker";
import { z } from "zod";
import { withSystem } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { answerAddress } from "@/lib/identity/answer-address";
import { writeNotice } from "@/lib/identity/notices";
import { runImport, takeUpImports } from "@/lib/imports/run";
import { deliver } from "@/lib/mail/deliver";
import { takeUpStuck } from "@/lib/mail/enqueue-delivery";
import { eraseOldSecrets } from "@/lib/migration/erase-old-secrets";
import { runCheck, takeUpChecks } from "@/lib/migration/run-check";
import { runWave, takeUpWaves } from "@/lib/migration/run-wave";
import { tellMoved } from "@/lib/migration/tell-moved";
import { answerAsked } from "@/lib/recovery/answer-asked";
import { mailCompanyCodes } from "@/lib/sign-in/company-codes";
import { shortenSessions } from "@/lib/tenants/shorten-sessions";
import { forgetLeft } from "./forget-left";
import { housekeeping } from "./housekeeping";
import { onboarding } from "./onboarding";

const Delivery = z.object({ messageId: z.uuid() });

const taskList = {
  address_asked: answerAddress,
  deliver: async (payload: unknown) => {
    await deliver(Delivery.parse(payload).messageId);
  },
  company_codes: mailCompanyCodes,
  erase_old_secrets: eraseOldSecrets,
  forget_left: forgetLeft,
  housekeeping,
  import: (payload: unknown, { job }: JobHelpers) => runImport(payload, { tries: job.attempts }),
  legacy_import: (payload: unknown) => runCheck(payload),
  notice: writeNotice,
  onboarding: () => onboarding(),
  policy_changed: shortenSessions,
  link_asked: answerAsked,
  old_door_tried: tellMoved,
  wave: (payload: unknown) => runWave(payload),
};

// Kept on globalThis, so that a development reload does not start worker after worker.
const kept = globalThis as typeof globalThis & { porticoWorker?: Promise<Runner> };

const logger = new Logger(() => (level, message) => {
  if (level === "error") console.error(`worker: ${message}`);
  else if (level === "warning") console.warn(`worker: ${message}`);
});

/** Delivers messages and tidies up in this process, until it is stopped; a second call gives the same worker. */
export function startWorker(): Promise<Runner> {
  kept.porticoWorker ??= begin();
  return kept.porticoWorker;
}

async function begin(): Promise<Runner> {
  await withSystem("deliver messages", takeUpStuck);
  await withSystem("run import", takeUpImports);
  await withSystem("import old accounts", takeUpChecks);
  await withSystem("run wave", takeUpWaves);
  const runner = await run({
    connectionString: env().DATABASE_JOBS_URL,
    taskList,
    crontab: [
      "*/10 * * * * housekeeping ?max=3&jobKey=housekeeping",
      "*/10 * * * * onboarding ?max=3&jobKey=onboarding",
      // Caught up after a night without a worker.
      "15 2 * * * forget_left ?fill=1d&max=3&jobKey=forget_left",
      "45 2 * * * erase_old_secrets ?fill=1d&max=3&jobKey=erase_old_secrets",
    ].join("\n"),
    concurrency: 4,
    maxPoolSize: 5,
    pollInterval: 2000,
    noHandleSignals: true,
    logger,
  });
  runner.promise.catch((error) => console.error("worker:", error));
  return runner;
}
