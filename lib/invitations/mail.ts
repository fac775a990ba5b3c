import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { invitations } from "@/db/schema/invitations";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { dayIn, sentencesIn } from "@/lib/i18n/sentences";
import { post } from "@/lib/mail/post";
import { policyOf } from "@/lib/policy/policy";
import { doorOf } from "@/lib/sign-in/company";
import type { OwnTenant } from "@/lib/tenants/own";
import { lastDayOf } from "@/lib/time";
import { invitationLetter } from "./letters";
import { newLink } from "./link";
import { moveLetter } from "./move-letter";

type Invitation = typeof invitations.$inferSelect;
type Called = { userName: string | null; email: string | null };
type Posted = { tenant: OwnTenant; personId: string; invitation: Invitation; resent: boolean };

/** The names of a person's roles, as their own language says them. */
async function roleNames(tx: Tx, personId: string, language: "en" | "nl"): Promise<string[]> {
  const t = sentencesIn(language, "roles");
  const rows = await tx
    .select({ name: roles.name, builtIn: roles.builtIn })
    .from(personRoles)
    .innerJoin(roles, eq(roles.id, personRoles.roleId))
    .where(eq(personRoles.personId, personId))
    .orderBy(roles.name);
  return rows.map((row) => (row.builtIn ? t(`${row.builtIn}.name`) : row.name));
}

export async function inviterOf(tx: Tx, personId: string | null) {
  if (!personId) return null;
  const [inviter] = await tx
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(eq(people.id, personId));
  return inviter ?? null;
}

/** In whose name a letter goes out, and who reads the answers: the company's own address comes first. */
export const senderFacts = (tenant: OwnTenant, inviter: { name: string; email: string | null } | null) => ({
  tenant: tenant.name,
  ...(tenant.mailName && { sender: tenant.mailName }),
  ...(tenant.accent && { accent: tenant.accent }),
  inviter: inviter?.name ?? null,
  inviterEmail: tenant.replyTo ? null : (inviter?.email ?? null),
  contactEmail: tenant.replyTo ?? tenant.contact.email ?? null,
  contact: tenant.contact,
});

/** What somebody keeps for later sign-ins, where the company's sign-in asks for its code. */
export function doorFacts({ policy, companyCode }: OwnTenant, { userName, email }: Called) {
  if (policyOf(policy).companyCodeShown !== "yes") return {};
  return { door: { code: companyCode, href: doorOf(companyCode), userName: userName ?? email ?? "" } };
}

/** A new link and the letter that carries it; which of two letters, the address's owner decides. */
export async function mailInvitation(
  tx: Tx,
  { tenant, personId, invitation, resent }: Posted,
): Promise<void> {
  const [person] = await tx.select().from(people).where(eq(people.id, personId));
  if (!person?.email || !person.emailKey) throw new Error("an invitation without an address");
  const link = await newLink(tx, {
    invitationId: invitation.id,
    addressKey: person.emailKey,
    expiresAt: invitation.expiresAt,
  });
  const inviter = await inviterOf(tx, invitation.invitedBy);
  const language = person.language ?? tenant.language;
  const existing = await isKnown(tx, person.emailKey);
  const letterOf = (await isMoving(tx, person)) ? moveLetter : invitationLetter;
  const letter = letterOf({
    language,
    ...senderFacts(tenant, inviter),
    name: person.name,
    address: person.email,
    roles: await roleNames(tx, person.id, language),
    note: invitation.note,
    href: link.href,
    lastDay: dayIn(language, tenant.timeZone, lastDayOf(invitation.expiresAt)),
    existing,
    ...doorFacts(tenant, person),
    number: invitation.number,
    resent,
  });
  const addressed = {
    to: person.email,
    personId: person.id,
    subjectId: invitation.id,
    tokenId: link.tokenId,
  };
  await post(tx, { ...addressed, kind: existing ? "join" : "invitation" }, letter);
}

/** Whoever got the mail of a move gets it once more, not another. */
async function isMoving(tx: Tx, { id, tenantId }: { id: string; tenantId: string }): Promise<boolean> {
  const [row] = await tx.execute(sql`select 1 from legacy_accounts
    where tenant_id = ${tenantId} and person_id = ${id} and sent_at is not null and moved_at is null limit 1`);
  return row !== undefined;
}

/** Whether the address has an identity already; a definer function, for no tenant may look. */
async function isKnown(tx: Tx, addressKey: string): Promise<boolean> {
  const [row] = await tx.execute<{ known: boolean }>(
    sql`select app.address_is_known(${addressKey}) as known`,
  );
  return row?.known === true;
}
