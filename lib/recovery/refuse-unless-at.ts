import { and, eq, isNull, sql } from "drizzle-orm";
import { type FlowPurpose, flows } from "@/db/schema/sessions";
import type { IdentityTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import type { FlowState } from "@/lib/sign-in/flow";

/** No step is skipped or taken twice: the process goes on, and stands where the form says. */
export async function refuseUnlessAt(tx: IdentityTx<FlowPurpose>, state: FlowState): Promise<void> {
  const { flowId, identityId } = tx.self;
  const [flow] = await tx
    .select({ state: flows.state })
    .from(flows)
    .where(
      and(
        eq(flows.id, flowId),
        eq(flows.identityId, identityId),
        eq(flows.purpose, tx.kind),
        isNull(flows.endedAt),
        sql`expires_at > clock_timestamp()`,
      ),
    );
  if (flow?.state !== state) throw new Refusal("flow_over");
}
