import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { identityAddresses } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { IdentityTx } from "@/lib/access/doors";
import { endOtherSessions } from "@/lib/identity/own-sessions";
import { renew } from "@/lib/sign-in/confirm-again";
import { confirmTotp, type Enrolment } from "./confirm-totp";
import { startTotp } from "./enrol-totp";
import { CodeDraft } from "./sign-in-code";

export const TotpChange = CodeDraft.extend({ endOthers: z.literal("yes").optional() });

/** Whose name the new entry in the app bears. */
async function accountOf(tx: IdentityTx<"session">): Promise<string> {
  const { identityId } = tx.self;
  const [primary] = await tx
    .select({ email: identityAddresses.email })
    .from(identityAddresses)
    .where(and(eq(identityAddresses.identityId, identityId), eq(identityAddresses.isPrimary, true)));
  const [first] = await tx
    .select({ tenant: tenants.name })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(people.identityId, identityId), isNull(people.leftAt)))
    .orderBy(people.accountAt)
    .limit(1);
  const email = primary?.email ?? identityId;
  return first ? `${first.tenant}: ${email}` : email;
}

/** A new key waits; the app that is linked keeps working until a code proves the new one. */
export async function startTotpChange(tx: IdentityTx<"session">): Promise<void> {
  const { identityId, sessionId } = tx.self;
  await startTotp(tx, { identityId, account: await accountOf(tx), startedBy: sessionId });
}

type Changed = Exclude<Enrolment, { verdict: "right" }> | { verdict: "right"; secret: string };

/** The new app takes the old one's place, and this session gets a new secret. */
export async function confirmTotpChange(
  tx: IdentityTx<"session">,
  { code, endOthers }: z.output<typeof TotpChange>,
): Promise<Changed> {
  const answer = await confirmTotp(tx, code);
  if (answer.verdict !== "right") return answer;
  if (endOthers) await endOtherSessions(tx, "credential_changed");
  return { verdict: "right", secret: (await renew(tx, "totp")).secret };
}
