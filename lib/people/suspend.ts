import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import type { PersonChoice } from "@/lib/invitations/resend";
import { refuseIfLastOwner } from "@/lib/roles/last-owner";
import { otherPerson, refuseIfLeft } from "./managed-person";
import { tellPerson } from "./tell-person";

/** Closes the open tenant for one person, from their next request on; their account stays as it is. */
export async function suspendPerson(
  tx: TenantTx<"people.suspend">,
  { personId }: z.output<typeof PersonChoice>,
): Promise<void> {
  const person = await otherPerson(tx, personId);
  refuseIfLeft(person);
  if (person.suspendedAt) return;
  await refuseIfLastOwner(tx, personId);
  await tx.update(people).set({ suspendedAt: sql`clock_timestamp()` }).where(eq(people.id, personId));
  await tellPerson(tx, person, "suspended");
  record(tx, { action: "person.suspended", personId, subjectId: personId });
}
