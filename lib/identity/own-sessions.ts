import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { type sessions as Sessions, sessions } from "@/db/schema/sessions";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { endFlows } from "@/lib/sign-in/flow";

export const SessionChoice = z.strictObject({ sessionId: z.uuid("not_found") });

type EndedWhy = NonNullable<(typeof Sessions.$inferSelect)["endedWhy"]>;

export type OwnSession = {
  id: string;
  browser: string | null;
  addressPrefix: string | null;
  startedAt: Date;
  lastSeenAt: Date;
  isThisOne: boolean;
};

const live = (identityId: string) =>
  and(
    eq(sessions.identityId, identityId),
    isNull(sessions.endedAt),
    sql`${sessions.expiresAt} > clock_timestamp()`,
    sql`${sessions.lastSeenAt} + make_interval(mins => ${sessions.idleMinutes}) > clock_timestamp()`,
  );

/** Where one is signed in now, this device first. */
export async function ownSessions(tx: IdentityTx<"session">): Promise<OwnSession[]> {
  const rows = await tx
    .select()
    .from(sessions)
    .where(live(tx.self.identityId))
    .orderBy(sql`${sessions.id} = ${tx.self.sessionId} desc, ${sessions.lastSeenAt} desc`);
  return rows.map(({ id, browser, addressPrefix, createdAt, lastSeenAt }) => ({
    id,
    browser,
    addressPrefix,
    startedAt: createdAt,
    lastSeenAt,
    isThisOne: id === tx.self.sessionId,
  }));
}

/** Ends one of the own sessions at once; one that is over already, or somebody else's, changes nothing. */
export async function endOneSession(
  tx: IdentityTx<"session">,
  { sessionId }: z.output<typeof SessionChoice>,
): Promise<void> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()`, endedWhy: "signed_out" })
    .where(
      and(eq(sessions.id, sessionId), eq(sessions.identityId, tx.self.identityId), isNull(sessions.endedAt)),
    )
    .returning({ id: sessions.id });
  const outcome = ended.length > 0 ? {} : ({ result: "refused", reason: "over" } as const);
  record(tx, { action: "session.ended", subjectId: sessionId, details: { why: "signed_out" }, ...outcome });
}

/** Every session but this one, and what could become one; how many there were. */
export async function endOtherSessions(tx: IdentityTx<"session">, why: EndedWhy): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()`, endedWhy: why })
    .where(
      and(
        eq(sessions.identityId, tx.self.identityId),
        ne(sessions.id, tx.self.sessionId),
        isNull(sessions.endedAt),
      ),
    )
    .returning({ id: sessions.id });
  const unfinished = await endFlows(tx, tx.self.identityId);
  if (ended.length + unfinished > 0)
    record(tx, { action: "session.ended", details: { sessions: ended.length, why } });
  return ended.length;
}
