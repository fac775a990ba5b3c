import type { people } from "@/db/schema/people";
import type { tenants } from "@/db/schema/tenants";
import type { SystemTx } from "@/lib/access/doors";
import { countTry, type Limit } from "@/lib/identity/limits";
import { slowHash } from "@/lib/identity/password";
import { post } from "@/lib/mail/post";
import { Refusal } from "@/lib/refusal";
import { digitCode } from "@/lib/secrets";
import { accessCodeLetter } from "./access-key-letters";
import { codeFor } from "./access-key-row";

const DIGITS = 6;
const codesFor: readonly Limit[] = [
  { name: "access key mailed", most: 3, seconds: 3600 },
  { name: "access key mailed", most: 8, seconds: 86_400 },
];

async function refuseIfMailedTooOften(accountId: string): Promise<void> {
  for (const limit of codesFor) {
    const until = await countTry(limit, accountId);
    if (until) throw new Refusal("too_many_access_codes", { until });
  }
}

/** Counted before it is made, whether it is the first one or another. */
export async function newMailedCode(accountId: string, emailKey: string | null) {
  await refuseIfMailedTooOften(accountId);
  const code = digitCode(DIGITS);
  return { code, codeHash: await slowHash(codeFor(code, emailKey)) };
}

type Mailing = {
  person: typeof people.$inferSelect | null;
  tenant: typeof tenants.$inferSelect;
  code: string;
};

export async function mailCode(tx: SystemTx, { person, tenant, code }: Mailing): Promise<void> {
  if (!person?.email) return;
  const letter = accessCodeLetter({ person, tenant, code });
  await post(tx, { to: person.email, kind: "access_code", personId: person.id }, letter);
}
