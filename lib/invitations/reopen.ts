import { and, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { invitations } from "@/db/schema/invitations";
import { messages } from "@/db/schema/messages";
import { people } from "@/db/schema/people";
import { tokens } from "@/db/schema/tokens";
import type { TenantTx } from "@/lib/access/doors";
import { type Details, record } from "@/lib/events/record";
import { lastStepOf } from "@/lib/people/undoable";
import { Refusal } from "@/lib/refusal";
import { refuseIfAbove } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import { mailInvitation } from "./mail";
import type { PersonChoice } from "./resend";

const dateIn = (details: Details, name: string) => {
  const value = details[name];
  return typeof value === "string" ? new Date(value) : null;
};

async function lastCarrier(tx: TenantTx, personId: string) {
  const [carrier] = await tx
    .select({ state: messages.state, sentAt: messages.sentAt })
    .from(messages)
    .where(and(eq(messages.personId, personId), inArray(messages.kind, ["invitation", "join"])))
    .orderBy(desc(messages.createdAt))
    .limit(1);
  return carrier;
}

async function reviveLinks(tx: TenantTx, invitationId: string): Promise<void> {
  await tx
    .update(tokens)
    .set({ endedAt: null, endedWhy: null })
    .where(
      and(
        eq(tokens.subjectId, invitationId),
        eq(tokens.purpose, "invitation"),
        eq(tokens.endedWhy, "withdrawn"),
        isNull(tokens.spentAt),
      ),
    );
}

/** An offer that ended a moment ago stands again as it was: links work, and a mail that was held back is written anew. */
export async function reopenOffer(
  tx: TenantTx,
  personId: string,
  invitationId: string,
  reached: Details,
): Promise<void> {
  const [invitation] = await tx
    .update(invitations)
    .set({ withdrawnAt: null })
    .where(
      and(
        eq(invitations.id, invitationId),
        eq(invitations.personId, personId),
        isNotNull(invitations.withdrawnAt),
      ),
    )
    .returning();
  if (!invitation) throw new Refusal("undo_over");
  await reviveLinks(tx, invitationId);
  const carrier = await lastCarrier(tx, personId);
  await tx
    .update(people)
    .set({
      // One taken back with its whole list had reached no other gate.
      invitedAt: dateIn(reached, "invitedAt") ?? invitation.renewedAt ?? invitation.createdAt,
      expiresAt: invitation.expiresAt,
      // It may have left in between.
      sentAt: dateIn(reached, "sentAt") ?? carrier?.sentAt ?? null,
      deliveredAt: dateIn(reached, "deliveredAt"),
      openedAt: dateIn(reached, "openedAt"),
      bouncedAt: dateIn(reached, "bouncedAt"),
    })
    .where(eq(people.id, personId));
  if (carrier?.state === "cancelled")
    await mailInvitation(tx, { tenant: await ownTenant(tx), personId, invitation, resent: false });
}

/** Undoes one's own withdrawal, as long as nothing has happened since. */
export async function undoWithdrawal(
  tx: TenantTx<"people.invite">,
  { personId }: z.output<typeof PersonChoice>,
): Promise<void> {
  const last = await lastStepOf(tx, personId);
  if (last?.action !== "invitation.withdrawn" || !last.subjectId) throw new Refusal("undo_over");
  await refuseIfAbove(tx, personId, tx.actor.permissions);
  await reopenOffer(tx, personId, last.subjectId, last.details);
  record(tx, { action: "invitation.reopened", personId, subjectId: last.subjectId });
}
