import { and, eq, isNull, sql } from "drizzle-orm";
import { activationCodes } from "@/db/schema/activation-codes";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { countTries, type Limit } from "@/lib/identity/limits";
import { matchesSlowHash } from "@/lib/identity/password";
import { emailKeyOf } from "@/lib/people/email";
import { Refusal } from "@/lib/refusal";
import type { Acceptance } from "./acceptance";
import { codeWorks, newestCode } from "./code-asked";
import type { ShownInvitation } from "./link-state";

// Two days: longer than any code works, so its tries never begin anew.
const tries: Limit = { name: "activation code", most: 5, seconds: 172_800 };

export type WrongCode = { no: "wrong"; shown: ShownInvitation; codeId: string; left: number };
export type CodeChecked = { codeId: string | null } | WrongCode | { no: "over"; shown: ShownInvitation };

/** The try is counted first; address and code are both compared, and which of them was wrong is not told. */
export async function checkActivationCode(
  shown: ShownInvitation,
  { email, code }: Pick<Acceptance, "email" | "code">,
): Promise<CodeChecked> {
  if (shown.codeAsked === "no") return { codeId: null };
  if (email === undefined || code === undefined) throw new Refusal("invitation_closed");
  const newest = await newestCode(shown.invitationId);
  if (!newest || !codeWorks(newest)) return { no: "over", shown };
  const counted = await countTries(tries, newest.id);
  if (counted.until) return { no: "over", shown };
  const isCode = await matchesSlowHash(newest.hash, code);
  if (isCode && emailKeyOf(email) === emailKeyOf(shown.email)) return { codeId: newest.id };
  return { no: "wrong", shown, codeId: newest.id, left: tries.most - counted.tries };
}

/** A wrong try stays in the log, and the last of them ends the code. */
export async function noteWrongCode(tx: SystemTx, { shown, codeId, left }: WrongCode): Promise<void> {
  const { invitationId, personId, tenant } = shown;
  record(tx, {
    action: "activation_code.wrong",
    result: "refused",
    tenantId: tenant.id,
    personId,
    subjectId: invitationId,
    details: { left },
  });
  if (left > 0) return;
  await tx
    .update(activationCodes)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(activationCodes.tenantId, tenant.id),
        eq(activationCodes.id, codeId),
        isNull(activationCodes.spentAt),
        isNull(activationCodes.endedAt),
      ),
    );
}
