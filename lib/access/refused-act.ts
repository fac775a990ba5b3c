import { and, eq, isNull } from "drizzle-orm";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { record } from "@/lib/events/record";
import type { Trace } from "./actor";
import { type SystemTx, withSystem } from "./doors";

type RefusedAct = { act: string; reason: string; identityId?: string; tenant?: string };

/** A stranger's act is the platform's to know: told to no tenant, least of all to the stranger's own. */
async function placeOf(tx: SystemTx, { identityId, tenant }: RefusedAct) {
  if (!identityId || !tenant) return identityId ? { identityId } : {};
  const [here] = await tx
    .select({ tenantId: people.tenantId, personId: people.id })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(tenants.slug, tenant), eq(people.identityId, identityId), isNull(people.leftAt)));
  return here ? { ...here, identityId } : { subjectId: identityId };
}

/** Writes a refused act down after its rollback: for the tenant it was tried in, if its actor is a person of it. */
export const recordRefusedAct = (refused: RefusedAct, trace: Trace): Promise<void> =>
  withSystem(
    "refusal",
    async (tx) => {
      const { act, reason } = refused;
      record(tx, {
        action: "act.refused",
        result: "refused",
        reason,
        details: { act },
        ...(await placeOf(tx, refused)),
      });
    },
    trace,
  );
