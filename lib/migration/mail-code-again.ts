import { and, eq, isNull } from "drizzle-orm";
import { accessKeys } from "@/db/schema/legacy";
import { type SystemTx, speakFor } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { minutesFromNow } from "@/lib/time";
import { ACCESS_KEY_MINUTES, type AccessKeyRow, stateOf, stillWorks } from "./access-key-row";
import { whoseAccount } from "./begin-access-key";
import { mailCode, newMailedCode } from "./mailed-code";

/** Before the door: only while a code is waited for, and as often as codes are mailed at all. */
export async function prepareCodeAgain(row: AccessKeyRow | null) {
  if (!row || stateOf(row) !== "code") throw new Refusal("access_key_over");
  const whose = await whoseAccount(row.tenant.id, row.account.id);
  const mailed = await newMailedCode(row.account.id, row.person?.emailKey ?? null);
  return { ...whose, ...mailed, key: row.key };
}
export type CodeAgain = Awaited<ReturnType<typeof prepareCodeAgain>>;

/** Another code, with its full time, in place of the one before; the tries left stay as they were. */
export async function mailCodeAgain(tx: SystemTx, again: CodeAgain): Promise<{ ref: string }> {
  const { key, account, person, tenant, codeHash } = again;
  await speakFor(tx, tenant.id);
  const changed = await tx
    .update(accessKeys)
    .set({ codeHash, expiresAt: minutesFromNow(ACCESS_KEY_MINUTES) })
    .where(and(eq(accessKeys.id, key.id), isNull(accessKeys.provedAt), stillWorks))
    .returning({ id: accessKeys.id });
  if (changed.length === 0) throw new Refusal("access_key_over");
  record(tx, {
    action: "access_key.mailed_again",
    subjectId: account.id,
    ...(person && { personId: person.id }),
  });
  await mailCode(tx, again);
  return { ref: key.ref };
}
