import { eq } from "drizzle-orm";
import { roles } from "@/db/schema/roles";
import type { TenantTx } from "@/lib/access/doors";
import { isElevated, type Permission } from "@/lib/access/permissions";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { holderIds, tightenFor } from "./elevated-holders";
import { ownRole, refuseIfNameTaken, refuseIfNotHeld } from "./own-role";
import { type RoleChange, withNeeds } from "./role-draft";
import { holdersOf } from "./role-holders";

type Edit = TenantTx<"roles.edit">;
type Before = Awaited<ReturnType<typeof ownRole>>;

/** A role that gets power over others changes what is asked of who holds it: that is said before it is saved. */
async function refuseUnseen(tx: Edit, { roleId, reviewed }: RoleChange): Promise<void> {
  if (reviewed === "yes") return;
  const { people, withoutSecondStep } = await holdersOf(tx, roleId);
  if (people > 0) throw new Refusal("role_becomes_elevated", { people, without: withoutSecondStep });
}

const isSame = (before: Before, name: string, permissions: readonly Permission[]) =>
  before.name === name && before.permissions.join() === permissions.join();

/** Another name, or other permissions; it holds at the next request of everybody who has the role. */
export async function changeRole(tx: Edit, change: RoleChange): Promise<void> {
  const { roleId, name } = change;
  const before = await ownRole(tx, roleId);
  const permissions = withNeeds(change.permissions);
  refuseIfNotHeld(tx, permissions);
  if (isSame(before, name, permissions)) return;
  await refuseIfNameTaken(tx, name, roleId);
  const becomesElevated = !isElevated(before) && isElevated({ builtIn: null, permissions });
  if (becomesElevated) await refuseUnseen(tx, change);
  await tx.update(roles).set({ name, permissions }).where(eq(roles.id, roleId));
  if (becomesElevated) await tightenFor(tx, await holderIds(tx, roleId));
  record(tx, {
    action: "role.changed",
    subjectId: roleId,
    details: {
      name,
      added: permissions.filter((one) => !before.permissions.includes(one)),
      taken: before.permissions.filter((one) => !permissions.includes(one as Permission)),
    },
  });
}
