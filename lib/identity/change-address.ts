import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { identityAddresses } from "@/db/schema/identities";
import type { SessionSelf } from "@/lib/access/actor";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/enqueue";
import { Email, keyOf } from "@/lib/people/email";
import { Refusal } from "@/lib/refusal";
import { countTry, type Limit } from "./limits";

export const AddressChange = z.strictObject({ email: Email });
type AddressChange = z.output<typeof AddressChange>;

const perHour: Limit = { name: "address change", most: 3, seconds: 3600 };
const perDay: Limit = { name: "address change", most: 8, seconds: 86_400 };

export async function countAddressChange({ identityId }: SessionSelf): Promise<void> {
  const until = (await countTry(perDay, identityId)) ?? (await countTry(perHour, identityId));
  if (until) throw new Refusal("too_many", { until });
}

/** The address that waits to be confirmed: there is one at a time. */
async function keepWaiting(tx: IdentityTx<"session">, email: string): Promise<string> {
  const { identityId } = tx.self;
  const waiting = { email, emailKey: keyOf(email), createdAt: sql`clock_timestamp()` };
  const [kept] = await tx
    .update(identityAddresses)
    .set(waiting)
    .where(and(eq(identityAddresses.identityId, identityId), isNull(identityAddresses.verifiedAt)))
    .returning({ id: identityAddresses.id });
  if (kept) return kept.id;
  const [added] = await tx
    .insert(identityAddresses)
    .values({ ...waiting, identityId })
    .returning({ id: identityAddresses.id });
  if (!added) throw new Error("no address was stored");
  return added.id;
}

/** Asks for another address. The answer is the same whoever it belongs to: the worker looks, and writes the mail. */
export async function askAddressChange(tx: IdentityTx<"session">, { email }: AddressChange): Promise<string> {
  const { identityId } = tx.self;
  const [primary] = await tx
    .select({ emailKey: identityAddresses.emailKey })
    .from(identityAddresses)
    .where(and(eq(identityAddresses.identityId, identityId), eq(identityAddresses.isPrimary, true)));
  if (primary?.emailKey === keyOf(email)) throw new Refusal("address_own", {}, "email");
  const addressId = await keepWaiting(tx, email);
  await enqueue(tx, "address_asked", { identityId, addressId });
  record(tx, { action: "address.change_asked", subjectId: addressId });
  return email;
}
