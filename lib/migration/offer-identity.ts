import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { refuseIfDayIsFull } from "@/lib/invitations/budget";
import { termsByHand } from "@/lib/invitations/offered";
import { refuseIfDead } from "@/lib/invitations/refuse-if-dead";
import { sendMany } from "@/lib/invitations/send-many";
import { userNameFor } from "@/lib/people/give-user-name";
import { type Managed, managedPerson, refuseIfLeft } from "@/lib/people/managed-person";
import { lastStepOf } from "@/lib/people/undoable";
import { Refusal } from "@/lib/refusal";
import { rolesToGrant } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import type { MoveTx } from "./move";

/** A second click finds what the first one did. */
export const offeredJustNow = async (tx: TenantTx, personId: string): Promise<boolean> =>
  (await lastStepOf(tx, personId))?.action === "invitation.sent";

const kept = (reason: string) => new Refusal("move_kept", { reason });

/** Somebody who can be given an account: here, with an address, named as the policy wants. */
export async function whoGetsIdentity(tx: TenantTx, personId: string): Promise<Managed> {
  const person = await managedPerson(tx, personId);
  refuseIfLeft(person);
  if (person.suspendedAt) throw new Refusal("already_suspended", { name: person.name });
  const { userName, email } = person;
  if (!email) throw kept("no_email");
  await userNameFor(tx, { userName: userName ?? undefined, email, personId });
  return person;
}

/** The roles somebody has, as far as one may give them. */
async function rolesToKeep(tx: MoveTx, personId: string) {
  const rows = await tx.execute<{ id: string }>(sql`
    select role_id as id from person_roles where tenant_id = app.tenant_id() and person_id = ${personId}::uuid`);
  if (rows.length === 0) throw kept("no_role");
  return rolesToGrant(
    tx,
    rows.map(({ id }) => id),
    tx.actor.permissions,
  );
}

/** Offers somebody who is here the roles they have, by an ordinary invitation. */
export async function offerIdentity(tx: MoveTx, person: Managed): Promise<void> {
  const { id: personId, name, email, emailKey, userName, userNameKey, identityId, stage } = person;
  if (!email || !emailKey) throw kept("no_email");
  if (identityId) throw new Refusal("already_started", { name });
  if (stage !== "not_invited") throw new Refusal("already_invited", { name });
  const tenant = await ownTenant(tx);
  await refuseIfDead(tx, email);
  await refuseIfDayIsFull(tx, tenant);
  const roles = await rolesToKeep(tx, personId);
  const named = userName && userNameKey ? { userName, userNameKey } : null;
  const language = person.language ?? tenant.language;
  const offer = { line: 0, personId, email, emailKey, name, named, language, roles };
  const [stored] = await sendMany(tx, [offer], termsByHand(tenant, null));
  if (!stored) throw new Refusal("already_invited", { name });
}
