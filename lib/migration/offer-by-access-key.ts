import { and, eq, sql } from "drizzle-orm";
import { invitations, stillOpen } from "@/db/schema/invitations";
import { accessKeys, legacyAccounts } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, type SystemTx } from "@/lib/access/doors";
import { newLink } from "@/lib/invitations/link";
import { newNumber } from "@/lib/invitations/number";
import { lastMoment, offer } from "@/lib/invitations/offer";
import { renew, rolesOf } from "@/lib/invitations/resend";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { type AccessKeyRow, canMove, provedMailbox, stillWorks } from "./access-key-row";
import { accountOfKey, personOfAccount } from "./joins";
import { isOldSignInOpen } from "./old-sign-in";
import { isShut } from "./shut-account";

type Person = typeof people.$inferSelect;

/** The account's person, if both still stand as they did and the door is open; read after the turn was taken. */
async function whoMayMove(tx: SystemTx, { key, account, tenant }: AccessKeyRow): Promise<Person | null> {
  const [row] = await tx
    .select({ person: people, account: legacyAccounts, mailbox: accessKeys.codeHash, company: tenants })
    .from(accessKeys)
    .innerJoin(legacyAccounts, accountOfKey)
    .innerJoin(people, personOfAccount)
    .innerJoin(tenants, eq(tenants.id, accessKeys.tenantId))
    .where(
      and(
        eq(accessKeys.id, key.id),
        eq(accessKeys.tenantId, tenant.id),
        eq(legacyAccounts.id, account.id),
        sql`${accessKeys.provedAt} is not null`,
        stillWorks,
        sql`${people.identityId} is null and not ${isShut(legacyAccounts, people)}`,
      ),
    );
  if (!row || !canMove(row) || !isOldSignInOpen(row.company)) return null;
  return row.mailbox === provedMailbox(row.person.emailKey) ? row.person : null;
}

const openOf = async (tx: SystemTx, tenantId: string, personId: string) => {
  const [invitation] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.personId, personId), stillOpen));
  return invitation ?? null;
};

/** An offer without a mail: whoever it is for stands at the door. */
async function makeOffer(tx: SystemTx, personId: string) {
  const tenant = await ownTenant(tx);
  const expiresAt = lastMoment(tenant, await rolesOf(tx, personId));
  const [invitation] = await tx
    .insert(invitations)
    .values({ personId, number: newNumber(), expiresAt })
    .returning();
  if (!invitation) throw new Error("no invitation was stored");
  await offer(tx, personId, expiresAt);
  return invitation;
}

/** They stand at it: no mail has to bring it first. */
const handOver = (tx: SystemTx, tenantId: string, personId: string) =>
  tx
    .update(people)
    .set({
      sentAt: sql`coalesce(sent_at, clock_timestamp())`,
      openedAt: sql`coalesce(opened_at, clock_timestamp())`,
    })
    .where(and(eq(people.tenantId, tenantId), eq(people.id, personId)));

/** The open offer is used; one that has expired gets a new date; without one, one is made. */
async function offerFor(tx: SystemTx, tenantId: string, personId: string) {
  const open = await openOf(tx, tenantId, personId);
  if (!open) return makeOffer(tx, personId);
  if (open.expiresAt > new Date()) return open;
  return (await renew(tx, open.id, personId)).invitation;
}

/** This browser's own link to the invitation of who has proved the old password and the mailbox. */
export async function offerByAccessKey(
  tx: SystemTx,
  row: AccessKeyRow,
): Promise<{ ref: string; secret: string }> {
  await enterTenant(tx, row.tenant.id);
  const person = await whoMayMove(tx, row);
  if (!person?.emailKey) throw new Refusal("access_key_over");
  const { id: invitationId, expiresAt } = await offerFor(tx, row.tenant.id, person.id);
  await handOver(tx, row.tenant.id, person.id);
  return newLink(tx, { invitationId, addressKey: person.emailKey, expiresAt });
}
