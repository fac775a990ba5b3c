import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { factors } from "@/db/schema/factors";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { refuseIfLastWayIn } from "@/lib/identity/last-way-in";
import { tellOwner } from "@/lib/identity/tell-owner";
import { Refusal } from "@/lib/refusal";
import { forgetDevices } from "@/lib/sign-in/trusted-device";

export const FactorChoice = z.strictObject({ factorId: z.uuid("not_found") });

/** An app that is not used any more; never the last second step of somebody who must have one. */
export async function removeTotp(
  tx: IdentityTx<"session">,
  { factorId }: z.output<typeof FactorChoice>,
): Promise<void> {
  const { identityId, trace } = tx.self;
  await refuseIfLastWayIn(tx, factorId);
  const ended = await tx
    .update(factors)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(factors.id, factorId),
        eq(factors.identityId, identityId),
        isNotNull(factors.confirmedAt),
        isNull(factors.endedAt),
      ),
    )
    .returning({ id: factors.id });
  if (ended.length === 0) throw new Refusal("not_found");
  record(tx, { action: "factor.removed", subjectId: factorId });
  await forgetDevices(tx, identityId);
  await tellOwner(tx, { identityId, notice: "authenticator_removed", trace });
}
