import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { accessKeys } from "@/db/schema/legacy";
import { type SystemTx, speakFor } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { digitsOf } from "@/lib/factors/totp";
import { countTries, type Limit } from "@/lib/identity/limits";
import { matchesSlowHash } from "@/lib/identity/password";
import { type AccessKeyRow, codeFor, provedMailbox, stateOf, stillWorks } from "./access-key-row";
import { matchesOldTotp } from "./matches-old-totp";
import { unsealOldTotp } from "./old-secrets";

/** The code from the mail, and that of the old app where the old account had one. */
export const AccessKeyProof = z.strictObject({
  ref: z.string().max(20),
  code: z.string().min(1, "mailed_code_missing").max(40, "mailed_code_form"),
  app: z.string().min(1, "code_missing").max(40, "code_form").optional(),
});
export type AccessKeyProof = z.output<typeof AccessKeyProof>;

// Two days: longer than any works, so that its tries never begin anew.
const perKey: Limit = { name: "access key code", most: 5, seconds: 172_800 };
const perAccount: Limit = { name: "access key code for", most: 30, seconds: 86_400 };

export type ProofChecked =
  | { verdict: "right"; row: AccessKeyRow }
  | { verdict: "form"; field: "code" | "app" }
  | { verdict: "wrong"; row: AccessKeyRow; left: number }
  | { verdict: "over" };

async function isApp(row: AccessKeyRow, digits: string | null): Promise<boolean> {
  const { id, sealedTotp } = row.account;
  if (!sealedTotp) return true;
  return digits !== null && matchesOldTotp(unsealOldTotp(id, sealedTotp), digits);
}

async function countCode(row: AccessKeyRow): Promise<number | null> {
  const [key, account] = await Promise.all([
    countTries(perKey, row.key.id),
    countTries(perAccount, row.account.id),
  ]);
  return key.until || account.until ? null : perKey.most - key.tries;
}

type Digits = { code: string; app: string | null };

/** What was typed as digits, or the field that holds none. */
function digitsIn(row: AccessKeyRow, { code, app }: AccessKeyProof): Digits | { field: "code" | "app" } {
  const [mailed, own] = [digitsOf(code), digitsOf(app ?? "")];
  if (!mailed) return { field: "code" };
  return row.account.sealedTotp && !own ? { field: "app" } : { code: mailed, app: own };
}

async function areRight(row: AccessKeyRow, { code, app }: Digits): Promise<boolean> {
  const typed = codeFor(code, row.person?.emailKey ?? null);
  const [isCode, isOwn] = await Promise.all([matchesSlowHash(row.key.codeHash, typed), isApp(row, app)]);
  return isCode && isOwn;
}

async function checkCodes(row: AccessKeyRow, proof: AccessKeyProof): Promise<ProofChecked> {
  const digits = digitsIn(row, proof);
  if ("field" in digits) return { verdict: "form", ...digits };
  const left = await countCode(row);
  if (left === null) return { verdict: "over" };
  return (await areRight(row, digits)) ? { verdict: "right", row } : { verdict: "wrong", row, left };
}

/** Counted first; which of two codes was wrong is not told. */
export async function checkProof(row: AccessKeyRow | null, proof: AccessKeyProof): Promise<ProofChecked> {
  const state = row && stateOf(row);
  // A second click: this browser has proved it.
  if (row && state === "proved") return { verdict: "right", row };
  return row && state === "code" ? checkCodes(row, proof) : { verdict: "over" };
}

const endKey = (tx: SystemTx, { key }: AccessKeyRow) =>
  tx
    .update(accessKeys)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(accessKeys.id, key.id), stillWorks));

/** A wrong try stays in the log, and the last of them ends it. */
async function noteWrong(tx: SystemTx, { row, left }: Extract<ProofChecked, { verdict: "wrong" }>) {
  await speakFor(tx, row.tenant.id);
  record(tx, {
    action: "access_key.code_wrong",
    result: "refused",
    subjectId: row.account.id,
    details: { left },
    ...(row.account.personId && { personId: row.account.personId }),
  });
  if (left <= 0) await endKey(tx, row);
}

/** The mailbox is proved, once: of several posts at the same moment one is the first. */
export async function noteProof<C extends ProofChecked>(tx: SystemTx, checked: C): Promise<C> {
  if (checked.verdict === "wrong") await noteWrong(tx, checked);
  if (checked.verdict !== "right") return checked;
  const { key, account, tenant } = checked.row;
  await speakFor(tx, tenant.id);
  const proved = await tx
    .update(accessKeys)
    .set({
      provedAt: sql`clock_timestamp()`,
      codeHash: provedMailbox(checked.row.person?.emailKey ?? null),
    })
    .where(and(eq(accessKeys.id, key.id), isNull(accessKeys.provedAt), stillWorks))
    .returning({ id: accessKeys.id });
  if (proved.length > 0)
    record(tx, {
      action: "access_key.proved",
      subjectId: account.id,
      ...(account.personId && { personId: account.personId }),
    });
  return checked;
}
