import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { legacyAccounts } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { isAbove } from "@/lib/roles/grantable";
import { changeOpen, openAccount } from "./mend";

type RunTx = TenantTx<"migration.run">;

/** The person as they were shown: another one now is not who was meant. */
export const AccountLink = z.strictObject({ accountId: z.uuid("not_found"), proposed: z.uuid("not_found") });

const textOf = (value: string | number | undefined) => (typeof value === "string" ? value : null);

/** Who is proposed: a person who was here, or the one of the account that had the address first. */
async function proposedFor(tx: RunTx, about: Record<string, string | number>): Promise<string | null> {
  const [person, other] = [textOf(about["person"]), textOf(about["other"])];
  if (person || !other) return person;
  const [first] = await tx
    .select({ personId: legacyAccounts.personId })
    .from(legacyAccounts)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyAccounts.id, other)));
  return first?.personId ?? null;
}

/** "This is the same person": roles and history stay with the person who is here. */
export async function linkAccount(
  tx: RunTx,
  { accountId, proposed }: z.output<typeof AccountLink>,
): Promise<void> {
  const open = await openAccount(tx, accountId);
  const found = await proposedFor(tx, open.about);
  if (found !== proposed) throw new Refusal("import_moved");
  // Whoever gives the old password becomes that person: nobody hands on more than they hold.
  if (await isAbove(tx, proposed, tx.actor.permissions)) throw new Refusal("person_above_yours");
  await changeOpen(tx, open, { personId: proposed, madePerson: false });
  record(tx, { action: "legacy.linked", subjectId: accountId, details: { person: proposed } });
}
