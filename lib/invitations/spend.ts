import { and, eq, isNull, sql } from "drizzle-orm";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { tokens } from "@/db/schema/tokens";
import { enterTenant, type SystemTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { sha256 } from "@/lib/secrets";

/** Opens the tenant of a link, taking its turn; a Refusal for a link nobody made. */
export async function enterByLink(tx: SystemTx, secret: string) {
  const [token] = await tx
    .select({
      id: tokens.id,
      ref: tokens.ref,
      tenantId: tokens.tenantId,
      invitationId: tokens.subjectId,
      addressKey: tokens.addressKey,
    })
    .from(tokens)
    .where(and(eq(tokens.hash, sha256(secret)), eq(tokens.purpose, "invitation")));
  if (!token?.tenantId) throw new Refusal("invitation_closed");
  await enterTenant(tx, token.tenantId);
  return { ...token, tenantId: token.tenantId };
}

/** Spends a link: one conditional update, so of fifty at once one succeeds. */
export async function spendLink(tx: SystemTx, tokenId: string): Promise<void> {
  const spent = await tx
    .update(tokens)
    .set({ spentAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(tokens.id, tokenId),
        isNull(tokens.spentAt),
        isNull(tokens.endedAt),
        sql`${tokens.expiresAt} > clock_timestamp()`,
      ),
    )
    .returning({ id: tokens.id });
  if (spent.length === 0) throw new Refusal("invitation_closed");
}

/** The open invitation with its person and tenant, read after the turn was taken. */
export async function openInvitation(tx: SystemTx, tenantId: string, invitationId: string) {
  const [found] = await tx
    .select({ invitation: invitations, person: people, tenant: tenants })
    .from(invitations)
    .innerJoin(people, and(eq(people.id, invitations.personId), eq(people.tenantId, invitations.tenantId)))
    .innerJoin(tenants, eq(tenants.id, invitations.tenantId))
    .where(
      and(
        eq(invitations.id, invitationId),
        eq(invitations.tenantId, tenantId),
        stillOpen,
        sql`${invitations.expiresAt} > clock_timestamp()`,
        isNull(people.leftAt),
        isNull(people.suspendedAt),
        isNull(tenants.suspendedAt),
      ),
    );
  if (!found) throw new Refusal("invitation_closed");
  return found;
}
