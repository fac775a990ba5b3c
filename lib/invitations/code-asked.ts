import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { activationCodes } from "@/db/schema/activation-codes";
import { stillOpen } from "@/db/schema/invitations";
import { lookUp, type SystemTx, type TenantTx } from "@/lib/access/doors";
import { type Policy, policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";

/** Whether a code is asked besides the link; "over": one is, and the last that was made works no more. */
export type CodeAsked = "no" | "yes" | "over";

type Standing = { expiresAt: Date; spentAt: Date | null; endedAt: Date | null };

export const codeWorks = ({ expiresAt, spentAt, endedAt }: Standing, now = new Date()) =>
  !spentAt && !endedAt && expiresAt > now;

/** The newest code of an invitation, for who holds its link. */
export async function newestCode(invitationId: string) {
  const [code] = await lookUp("mailed link", (db) =>
    db
      .select()
      .from(activationCodes)
      .where(eq(activationCodes.invitationId, invitationId))
      .orderBy(desc(activationCodes.createdAt))
      .limit(1),
  );
  return code ?? null;
}

/** Asked once one was made, for as long as the company's policy has such codes. */
export async function codeAskedBy(invitationId: string, policy: Policy, now: Date): Promise<CodeAsked> {
  if (policy.activationCode === "no") return "no";
  const code = await newestCode(invitationId);
  if (!code) return "no";
  return codeWorks(code, now) ? "yes" : "over";
}

/** The codes made for a person, the newest first, without what is secret of them. */
export async function codesMadeFor(tx: TenantTx<"people.view">, personId: string): Promise<Standing[]> {
  return tx
    .select({
      expiresAt: activationCodes.expiresAt,
      spentAt: activationCodes.spentAt,
      endedAt: activationCodes.endedAt,
    })
    .from(activationCodes)
    .where(
      sql`tenant_id = app.tenant_id() and invitation_id in (select id from invitations
        where tenant_id = app.tenant_id() and person_id = ${personId} and ${stillOpen})`,
    )
    .orderBy(desc(activationCodes.createdAt));
}

type Offered = { tenant: { id: string; policy: Record<string, unknown> }; invitationId: string };
type Spending = Offered & { codeId: string | null };

/** Whoever proved the address only since a code was made for it has shown the mailbox, and no code (R3). */
export async function refuseIfProvedSince(
  tx: SystemTx,
  { tenant, invitationId }: Offered,
  verifiedAt: Date | null,
): Promise<void> {
  if (policyOf(tenant.policy).activationCode === "no") return;
  const [first] = await tx
    .select({ at: activationCodes.createdAt })
    .from(activationCodes)
    .where(and(eq(activationCodes.tenantId, tenant.id), eq(activationCodes.invitationId, invitationId)))
    .orderBy(activationCodes.createdAt)
    .limit(1);
  if (first && (!verifiedAt || verifiedAt >= first.at)) throw new Refusal("activation_code_asked");
}

/** Where a code is asked it is spent with the acceptance, in one conditional update; says whether it was. */
export async function spendActivationCode(
  tx: SystemTx,
  { tenant, invitationId, codeId }: Spending,
): Promise<boolean> {
  if (policyOf(tenant.policy).activationCode === "no") return false;
  const ofInvitation = and(
    eq(activationCodes.tenantId, tenant.id),
    eq(activationCodes.invitationId, invitationId),
  );
  if ((await tx.$count(activationCodes, ofInvitation)) === 0) return false;
  // A page that was open since before the first code was made.
  if (!codeId) throw new Refusal("invitation_closed");
  const spent = await tx
    .update(activationCodes)
    .set({ spentAt: sql`clock_timestamp()` })
    .where(
      and(
        ofInvitation,
        eq(activationCodes.id, codeId),
        isNull(activationCodes.spentAt),
        isNull(activationCodes.endedAt),
        sql`${activationCodes.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning({ id: activationCodes.id });
  if (spent.length === 0) throw new Refusal("invitation_closed");
  return true;
}
