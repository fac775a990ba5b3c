import { eq } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { rolesOf } from "@/lib/invitations/resend";
import { oldAccountsToMove } from "@/lib/migration/old-accounts-to-move";
import { policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { mayChangeEmail, seenOf } from "./edit-person";
import type { Managed } from "./managed-person";
import { managingOf } from "./managing";

type Standing = { isAbove: boolean; isHere: boolean };

/** What the reader may do on the way from what is kept of somebody to their account. */
function mayOf(tx: TenantTx<"people.view">, { stage, email, identityId }: Managed, standing: Standing) {
  const { permissions } = tx.actor;
  const reaches = standing.isHere && !standing.isAbove;
  const isFirst = reaches && stage === "not_invited" && permissions.has("people.invite");
  return {
    edit: reaches && permissions.has("people.edit"),
    invite: isFirst,
    create: isFirst && email !== null,
    move: reaches && permissions.has("people.invite") && permissions.has("migration.run"),
    /** Who has an account here can only be given an old one. */
    hasAccount: identityId !== null,
  };
}

/** Somebody as the form about their identity shows them, with the old accounts that could move along. */
export async function identityOfPerson(tx: TenantTx<"people.view">, personId: string) {
  const managing = await managingOf(tx, personId);
  const [row] = await tx.select().from(people).where(eq(people.id, personId));
  if (!row) throw new Refusal("not_found");
  const standing = { isAbove: managing.isAbove, isHere: row.leftAt === null && row.suspendedAt === null };
  return {
    managing,
    row,
    seen: seenOf(row),
    changesEmail: mayChangeEmail(row),
    rule: policyOf(managing.tenant.policy).userName,
    isElevated: (await rolesOf(tx, personId)).some(({ elevated }) => elevated),
    accounts: await oldAccountsToMove(tx, personId),
    may: mayOf(tx, row, standing),
  };
}
