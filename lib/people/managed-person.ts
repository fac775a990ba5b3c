import { eq } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { isAbove } from "@/lib/roles/grantable";

export type Managed = typeof people.$inferSelect;

/** Somebody of the open tenant who may not do more than who acts on them. */
export async function managedPerson(tx: TenantTx, personId: string): Promise<Managed> {
  const [person] = await tx.select().from(people).where(eq(people.id, personId));
  if (!person) throw new Refusal("not_found");
  if (await isAbove(tx, personId, tx.actor.permissions))
    throw new Refusal("person_above_yours", { name: person.name });
  return person;
}

/** The same, and somebody else: nobody closes the door on themselves. */
export async function otherPerson(tx: TenantTx, personId: string): Promise<Managed> {
  if (personId === tx.actor.personId) throw new Refusal("on_yourself");
  return managedPerson(tx, personId);
}

/** Who left can only be restored. */
export function refuseIfLeft({ leftAt, name }: Managed): void {
  if (leftAt) throw new Refusal("already_left", { name });
}
