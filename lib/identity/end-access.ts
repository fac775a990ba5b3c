import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { sessions } from "@/db/schema/sessions";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { endFlows } from "@/lib/sign-in/flow";

type Ending = { identityId: string; why: "credential_changed" | "not_me"; except?: string | null };

/** Ends the sessions of an identity from outside of them, and what could become one; the one that acts may stay. */
export async function endAccess(tx: SystemTx, { identityId, why, except }: Ending): Promise<void> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()`, endedWhy: why })
    .where(
      and(
        eq(sessions.identityId, identityId),
        isNull(sessions.endedAt),
        except ? ne(sessions.id, except) : undefined,
      ),
    )
    .returning({ id: sessions.id });
  await endFlows(tx, identityId);
  if (ended.length > 0)
    record(tx, { action: "session.ended", identityId, details: { sessions: ended.length, why } });
}
