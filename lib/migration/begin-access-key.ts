import { and, eq } from "drizzle-orm";
import { accessKeys, legacyAccounts } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { lookUp, type SystemTx, speakFor } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/enqueue";
import { Refusal } from "@/lib/refusal";
import { newSecret, readableCode, seal, sha256 } from "@/lib/secrets";
import { minutesFromNow } from "@/lib/time";
import type { AccessKeyDraft } from "./access-key-draft";
import { ACCESS_KEY_MINUTES, canMove, sealedPasswordOf } from "./access-key-row";
import type { AccessKeyVerdict } from "./check-access-key";
import { personOfAccount } from "./joins";
import { keepablePassword } from "./keepable-password";
import { mailCode, newMailedCode } from "./mailed-code";

/** Who it is about, and whose people they are. */
export async function whoseAccount(tenantId: string, accountId: string) {
  const [row] = await lookUp("access key", (db) =>
    db
      .select({
        account: { id: legacyAccounts.id, standing: legacyAccounts.standing },
        person: people,
        tenant: tenants,
      })
      .from(legacyAccounts)
      .innerJoin(tenants, eq(tenants.id, legacyAccounts.tenantId))
      .leftJoin(people, personOfAccount)
      .where(and(eq(legacyAccounts.tenantId, tenantId), eq(legacyAccounts.id, accountId))),
  );
  if (!row) throw new Refusal("not_found");
  return row;
}
type Whose = Awaited<ReturnType<typeof whoseAccount>>;

type Right = Extract<AccessKeyVerdict, { verdict: "right" }>;
type Ready = { next: "code"; code: string; codeHash: string; kept: string | null } & Whose;
/** The password was right, and there is no address yet to go on with. */
type Waits = { next: "waits" } & Whose;
export type Prepared = Exclude<AccessKeyVerdict, Right> | { verdict: "right"; go: Ready | Waits };

/** The slow part, before the door: the code, and the old password in today's hashing. */
export async function prepareAccessKey(
  checked: AccessKeyVerdict,
  { password }: AccessKeyDraft,
): Promise<Prepared> {
  if (checked.verdict !== "right") return checked;
  const whose = await whoseAccount(checked.tenantId, checked.account.id);
  const { person, tenant } = whose;
  if (!person?.email || !canMove(whose)) return { verdict: "right", go: { next: "waits", ...whose } };
  const mailed = await newMailedCode(whose.account.id, person.emailKey);
  const kept = await keepablePassword(password, {
    tenant,
    person: { ...person, email: person.email },
    scheme: checked.hash.scheme,
  });
  return { verdict: "right", go: { next: "code", ...mailed, kept, ...whose } };
}

/** Written down in the company's log: an administrator sees who tried, and why it was no. */
function noteWrong(tx: SystemTx, { tenantId, account, why }: Extract<Prepared, { verdict: "wrong" }>): void {
  record(tx, {
    action: "access_key.wrong",
    result: "refused",
    reason: why,
    details: { why },
    ...(tenantId && { tenantId }),
    ...(account && { subjectId: account.id }),
    ...(account?.personId && { personId: account.personId }),
  });
}

/** A job looks whether the account has moved: a try at one that has not takes the same time here. */
const tellIfMoved = (tx: SystemTx, accountId: string | null) => enqueue(tx, "old_door_tried", { accountId });

async function storeKey(tx: SystemTx, go: Ready | Waits) {
  const id = crypto.randomUUID();
  const secret = newSecret();
  const ref = readableCode(10).toLowerCase();
  await tx.insert(accessKeys).values({
    id,
    tenantId: go.tenant.id,
    accountId: go.account.id,
    hash: sha256(secret),
    ref,
    codeHash: go.next === "code" ? go.codeHash : "",
    sealedPassword: go.next === "code" && go.kept ? seal(go.kept, sealedPasswordOf(id)) : null,
    expiresAt: minutesFromNow(ACCESS_KEY_MINUTES),
  });
  return { secret, ref };
}

export type BegunAccessKey =
  | { verdict: "right"; secret: string; ref: string }
  | Exclude<AccessKeyVerdict, Right>;

/** The old password was right: a code to the mailbox, and this browser goes on. Else it is written down. */
export async function beginAccessKey(tx: SystemTx, prepared: Prepared): Promise<BegunAccessKey> {
  if (prepared.verdict === "wait") return prepared;
  if (prepared.verdict === "wrong") {
    noteWrong(tx, prepared);
    await tellIfMoved(tx, prepared.account?.id ?? null);
    return prepared;
  }
  const { go } = prepared;
  await speakFor(tx, go.tenant.id);
  record(tx, {
    action: "access_key.right",
    subjectId: go.account.id,
    details: { why: go.next === "code" ? "code" : "waits" },
    ...(go.person && { personId: go.person.id }),
  });
  const begun = await storeKey(tx, go);
  if (go.next === "code") await mailCode(tx, go);
  return { verdict: "right", ...begun };
}
