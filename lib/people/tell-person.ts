import { and, eq, sql } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import type { TenantTx } from "@/lib/access/doors";
import { sentencesIn } from "@/lib/i18n/sentences";
import { post } from "@/lib/mail/post";
import { ownTenant } from "@/lib/tenants/own";
import { type AccessChange, accessLetter } from "./access-letter";
import type { Managed } from "./managed-person";
import { UNDO_SECONDS } from "./undoable";

/** What can be undone in the moment waits so long with its mail. */
const isUndoable: Record<AccessChange, boolean> = {
  suspended: true,
  removed: true,
  roles: true,
  restored: false,
  signed_out: false,
  move_undone: false,
};

async function actorOf(tx: TenantTx) {
  const [actor] = await tx
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(eq(people.id, tx.actor.personId));
  return { name: actor?.name ?? "", email: actor?.email ?? null };
}

async function roleNames(tx: TenantTx, personId: string, language: "en" | "nl"): Promise<string[]> {
  const t = sentencesIn(language, "roles");
  const rows = await tx
    .select({ name: roles.name, builtIn: roles.builtIn })
    .from(personRoles)
    .innerJoin(roles, and(eq(roles.tenantId, personRoles.tenantId), eq(roles.id, personRoles.roleId)))
    .where(eq(personRoles.personId, personId))
    .orderBy(roles.name);
  return rows.map((row) => (row.builtIn ? t(`${row.builtIn}.name`) : row.name));
}

/** Tells somebody with an account by mail what was done to their access; who never came in has nothing to lose. */
export async function tellPerson(
  tx: TenantTx,
  person: Managed,
  change: AccessChange,
  secondStepDue = false,
): Promise<void> {
  if (!person.identityId || !person.email) return;
  const tenant = await ownTenant(tx);
  const actor = await actorOf(tx);
  const language = person.language ?? tenant.language;
  const replyTo = tenant.contact.email ?? actor.email;
  const letter = accessLetter({
    language,
    change,
    tenant: tenant.name,
    ...(tenant.accent && { accent: tenant.accent }),
    contact: tenant.contact,
    name: person.name,
    address: person.email,
    actor: actor.name,
    ...(replyTo && { replyTo }),
    roles: await roleNames(tx, person.id, language),
    secondStepDue,
  });
  const delaySeconds = isUndoable[change] ? UNDO_SECONDS : 0;
  await post(tx, { to: person.email, kind: "access", personId: person.id, delaySeconds }, letter);
}

/** Takes back what has not left yet; true when there was something. */
export async function holdBackLetters(tx: TenantTx, personId: string): Promise<boolean> {
  const held = await tx
    .update(messages)
    .set({ state: "cancelled", sealed: null })
    .where(
      and(
        eq(messages.personId, personId),
        eq(messages.kind, "access"),
        eq(messages.state, "queued"),
        sql`${messages.sendAfter} > clock_timestamp()`,
      ),
    )
    .returning({ id: messages.id });
  return held.length > 0;
}
