import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { deadAddresses } from "@/db/schema/dead-addresses";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { refuseIfAbove } from "@/lib/roles/grantable";
import type { PersonChoice } from "./resend";

/** "The mailbox works again": the tenant writes to this address once more, on the word of whoever says so. */
export async function vouchForMailbox(
  tx: TenantTx<"people.invite">,
  { personId }: z.output<typeof PersonChoice>,
) {
  const [person] = await tx
    .select({ email: people.email, emailKey: people.emailKey })
    .from(people)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(people.id, personId)));
  if (!person?.emailKey) throw new Refusal("not_found");
  await refuseIfAbove(tx, personId, tx.actor.permissions);
  const [forgotten] = await tx
    .delete(deadAddresses)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(deadAddresses.addressKey, person.emailKey)))
    .returning({ why: deadAddresses.why });
  if (!forgotten) throw new Refusal("not_found");
  record(tx, { action: "mailbox.vouched_for", personId, reason: forgotten.why });
  return { email: person.email ?? "" };
}
