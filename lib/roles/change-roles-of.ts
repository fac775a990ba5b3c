import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import type { TenantTx } from "@/lib/access/doors";
import { isElevated } from "@/lib/access/permissions";
import { record } from "@/lib/events/record";
import { giveRoles } from "@/lib/invitations/offer";
import { type Managed, managedPerson, refuseIfLeft } from "@/lib/people/managed-person";
import { holdBackLetters, tellPerson } from "@/lib/people/tell-person";
import { lastStepOf } from "@/lib/people/undoable";
import { Refusal } from "@/lib/refusal";
import { tightenFor } from "./elevated-holders";
import { type Role, rolesToGrant } from "./grantable";
import { refuseIfLastOwner } from "./last-owner";

export const RolesOfPerson = z.strictObject({
  personId: z.uuid("not_found"),
  roles: z.array(z.uuid("role_unknown")).min(1, "role_missing").max(20, "role_unknown"),
  /** Set by the second look at a role with power over others. */
  reviewed: z.literal("yes").optional(),
});
type RolesOfPerson = z.output<typeof RolesOfPerson>;

type Change = TenantTx<"people.changeRoles">;

async function rolesNow(tx: Change, personId: string): Promise<Role[]> {
  const rows = await tx
    .select({ id: roles.id, name: roles.name, builtIn: roles.builtIn, permissions: roles.permissions })
    .from(personRoles)
    .innerJoin(roles, and(eq(roles.tenantId, personRoles.tenantId), eq(roles.id, personRoles.roleId)))
    .where(eq(personRoles.personId, personId));
  return rows.map((row) => ({ id: row.id, name: row.name, builtIn: row.builtIn, elevated: isElevated(row) }));
}

const sorted = (ids: readonly string[]) => [...ids].sort().join();
const idsOf = (some: readonly Role[]) => some.map(({ id }) => id);
const isOwner = (some: readonly Role[]) => some.some(({ builtIn }) => builtIn === "owner");
const hasPower = (some: readonly Role[]) => some.some(({ elevated }) => elevated);

/** Back to what one changed oneself a moment ago: then nothing needs to be told. */
async function isUndo(tx: Change, personId: string, after: readonly Role[]): Promise<boolean> {
  const last = await lastStepOf(tx, personId);
  const before = last?.action === "person.roles_changed" ? last.details["before"] : null;
  return Array.isArray(before) && sorted(before) === sorted(idsOf(after));
}

async function hasNoWayIn(tx: Change, personId: string): Promise<boolean> {
  const [row] = await tx.execute<{ ways: number }>(sql`select app.ways_in_of(${personId}::uuid) as ways`);
  return row?.ways === 0;
}

async function tell(tx: Change, person: Managed, after: readonly Role[], undone: boolean): Promise<void> {
  const isHeld = await holdBackLetters(tx, person.id);
  if (undone && isHeld) return;
  await tellPerson(tx, person, "roles", hasPower(after) && (await hasNoWayIn(tx, person.id)));
}

/** These roles, and no others: only those within one's own power are given or taken. It holds at the next request. */
export async function changeRolesOf(tx: Change, { personId, roles: ids, reviewed }: RolesOfPerson) {
  const person = await managedPerson(tx, personId);
  refuseIfLeft(person);
  const [before, after] = [await rolesNow(tx, personId), await rolesToGrant(tx, ids, tx.actor.permissions)];
  if (sorted(idsOf(before)) === sorted(idsOf(after))) return;
  if (isOwner(before) && !isOwner(after)) await refuseIfLastOwner(tx, personId);
  const getsPower = hasPower(after) && !hasPower(before);
  if (getsPower && reviewed !== "yes") throw new Refusal("review_powers", { name: person.name });
  const undone = await isUndo(tx, personId, after);
  await giveRoles(tx, personId, after);
  if (hasPower(after)) await tightenFor(tx, [personId]);
  await tell(tx, person, after, undone);
  record(tx, {
    action: "person.roles_changed",
    personId,
    subjectId: personId,
    details: { before: idsOf(before), roles: after.map((role) => role.builtIn ?? role.name) },
  });
}
