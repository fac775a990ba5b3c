import { desc, eq } from "drizzle-orm";
import postgres from "postgres";
import { messages } from "@/db/schema/messages";
import { lookUp } from "@/lib/access/doors";
import { answerAddress } from "@/lib/identity/answer-address";
import { writeNotice } from "@/lib/identity/notices";
import type { Letter } from "@/lib/mail/letter";
import { sealedFor } from "@/lib/mail/post";
import { unseal } from "@/lib/secrets";

/** The letters that wait for an address, the newest first. */
export async function lettersTo(address: string): Promise<Letter[]> {
  const rows = await lookUp("deliver messages", (db) =>
    db.select().from(messages).where(eq(messages.address, address)).orderBy(desc(messages.createdAt)),
  );
  return rows.flatMap(({ id, sealed }) => (sealed ? [JSON.parse(unseal(sealed, sealedFor(id)))] : []));
}

/** The secret in a letter's button. */
export const secretIn = (letter: Letter | undefined): string =>
  /\/l\/([\w-]{43})$/.exec(letter?.button?.href ?? "")?.[1] ?? "";

const tasks = { address_asked: answerAddress, notice: writeNotice };

/** What the worker would do for this identity now; gives the payloads it found. */
export async function runJobsOf(identityId: string): Promise<Record<string, unknown>[]> {
  const db = postgres(process.env["DATABASE_JOBS_URL"] ?? "", { max: 1, onnotice: () => {} });
  try {
    const jobs = await db<{ task: keyof typeof tasks; payload: Record<string, unknown> }[]>`
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier in ('notice', 'address_asked')
        and j.payload ->> 'identityId' = ${identityId}
      returning t.identifier as task, j.payload`;
    for (const { task, payload } of jobs) await tasks[task](payload);
    return jobs.map(({ payload }) => payload);
  } finally {
    await db.end();
  }
}
