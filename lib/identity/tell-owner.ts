import type { Tx } from "@/db/client";
import type { Trace } from "@/lib/access/actor";
import { enqueue } from "@/lib/jobs/enqueue";

/** What the owner of an identity hears of by mail, at every verified address. */
export const notices = [
  "password_changed",
  "password_reset",
  "authenticator_added",
  "authenticator_changed",
  "authenticator_removed",
  "passkey_added",
  "passkey_removed",
  "phone_changed",
  "phone_removed",
  "backup_codes_new",
  "backup_code_used",
  "questions_changed",
  "address_changed",
  "recovered_by_text",
  "codes_wrong",
  "answers_wrong",
] as const;
export type Notice = (typeof notices)[number];

type Telling = {
  identityId: string;
  notice: Notice;
  trace: Trace;
  details?: Record<string, string | number>;
};

/** In the transaction that causes it; the letters are written by the worker, which alone may make their links. */
export async function tellOwner(tx: Tx, { identityId, notice, trace, details = {} }: Telling): Promise<void> {
  const job = { identityId, notice, browser: trace.browser, at: new Date().toISOString(), details };
  await enqueue(tx, "notice", job);
}
