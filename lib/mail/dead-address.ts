import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { deadAddresses } from "@/db/schema/dead-addresses";
import { lookUp, type SystemTx } from "@/lib/access/doors";
import { emailKeyOf } from "@/lib/people/email";
import type { Claim } from "./claim";
import type { Trouble } from "./trouble";

const forGood: readonly Trouble[] = ["mailbox_unknown", "address_refused", "suppressed", "complained"];

/** Whether a new letter to the same address would fare no better. */
export const isForGood = (trouble: Trouble | null): trouble is Trouble =>
  trouble !== null && forGood.includes(trouble);

type Letter = Pick<Claim, "id" | "tenantId" | "identityId" | "address">;

/** The address is not written to again: by this tenant, or about this identity. */
export async function noteDeadAddress(tx: SystemTx, letter: Letter, why: Trouble): Promise<void> {
  const addressKey = emailKeyOf(letter.address);
  if (!addressKey) return;
  const identityId = letter.tenantId ? null : letter.identityId;
  await tx
    .insert(deadAddresses)
    .values({ identityId, addressKey, why, messageId: letter.id })
    .onConflictDoUpdate({
      target: [deadAddresses.tenantId, deadAddresses.addressKey, deadAddresses.identityId],
      set: { why, messageId: letter.id, deadSince: sql`clock_timestamp()` },
    });
}

/** Somebody who marked a notice as spam still gets the letters that they ask for. */
const holdsBack = (kind: string) => (kind === "notice" ? undefined : ne(deadAddresses.why, "complained"));

const ownedAs = ({ tenantId, identityId, kind }: Claim) =>
  tenantId
    ? and(eq(deadAddresses.tenantId, tenantId), isNull(deadAddresses.identityId))
    : and(
        isNull(deadAddresses.tenantId),
        identityId ? eq(deadAddresses.identityId, identityId) : isNull(deadAddresses.identityId),
        holdsBack(kind),
      );

/** Whether an earlier letter of the same owner has shown that this one would not arrive. */
export async function isDead(claimed: Claim): Promise<boolean> {
  const addressKey = claimed.channel === "mail" ? emailKeyOf(claimed.address) : null;
  if (!addressKey) return false;
  const [dead] = await lookUp("deliver messages", (db) =>
    db
      .select({ id: deadAddresses.id })
      .from(deadAddresses)
      .where(and(eq(deadAddresses.addressKey, addressKey), ownedAs(claimed))),
  );
  return dead !== undefined;
}
