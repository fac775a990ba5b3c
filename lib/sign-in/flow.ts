import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type FlowPurpose, flows, type Proof } from "@/db/schema/sessions";
import type { FlowSelf, Trace } from "@/lib/access/actor";
import { lookUp } from "@/lib/access/doors";
import { newSecret, sha256 } from "@/lib/secrets";
import { minutesFromNow } from "@/lib/time";

/** How long each process may take, in minutes. */
export const FLOW_MINUTES: Record<FlowPurpose, number> = {
  "sign-in": 15,
  activation: 24 * 60,
  recovery: 30,
};

/** Where a process stands; each state is one page. */
export type FlowState =
  | "code"
  | "second-step"
  | "second-step-due"
  | "backup-codes"
  | "new-codes"
  | "recovery-phone"
  | "questions"
  | "password"
  | "key"
  | "new-code"
  | "passkey"
  /** Nothing goes on from here: it is only said why. */
  | "over";

type NewFlow = {
  id?: string;
  purpose: FlowPurpose;
  identityId: string;
  state: FlowState;
  personId?: string | null;
  returnTo?: string | null;
  /** What has been proved before this process; it may take less time then. */
  proofs?: readonly Proof["kind"][];
  minutes?: number;
};

/** Starts a process; the secret goes into this browser's cookie and nowhere else. */
export async function startFlow(tx: Tx, { minutes, proofs = [], ...flow }: NewFlow): Promise<string> {
  const secret = newSecret();
  const expiresAt = minutesFromNow(minutes ?? FLOW_MINUTES[flow.purpose]);
  await tx.insert(flows).values({ ...flow, proofs: [...proofs], hash: sha256(secret), expiresAt });
  return secret;
}

export type Flow<P extends FlowPurpose = FlowPurpose> = {
  self: FlowSelf<P>;
  state: FlowState;
  personId: string | null;
  returnTo: string | null;
  proofs: readonly string[];
};

/** The process of a cookie, while it lasts; null when it is over, or another one's. */
export async function flowOf<P extends FlowPurpose>(
  purpose: P,
  secret: string | undefined,
  trace: Trace,
): Promise<Flow<P> | null> {
  if (!secret) return null;
  const [row] = await lookUp("read session", (db) =>
    db
      .select()
      .from(flows)
      .where(
        and(
          eq(flows.hash, sha256(secret)),
          eq(flows.purpose, purpose),
          isNull(flows.endedAt),
          sql`${flows.expiresAt} > clock_timestamp()`,
        ),
      ),
  );
  if (!row?.identityId) return null;
  const self = { kind: purpose, identityId: row.identityId, flowId: row.id, trace } as FlowSelf<P>;
  const { personId, returnTo, proofs } = row;
  return { self, state: row.state as FlowState, personId, returnTo, proofs };
}

/** One winner: the process moves on only from the state it is thought to be in. */
export async function moveFlow(
  tx: Tx,
  flowId: string,
  from: FlowState,
  to: FlowState | "done",
): Promise<boolean> {
  const moved = await tx
    .update(flows)
    .set(to === "done" ? { endedAt: sql`clock_timestamp()`, sealed: null } : { state: to })
    .where(
      and(
        eq(flows.id, flowId),
        eq(flows.state, from),
        isNull(flows.endedAt),
        sql`expires_at > clock_timestamp()`,
      ),
    )
    .returning({ id: flows.id });
  return moved.length === 1;
}

/** Open set-ups end with what they belong to: the session is left, or an app was linked elsewhere. */
export async function endSetUps(tx: Tx, identityId: string, but?: string): Promise<void> {
  await tx
    .update(flows)
    .set({ endedAt: sql`clock_timestamp()`, sealed: null })
    .where(
      and(
        eq(flows.identityId, identityId),
        eq(flows.purpose, "activation"),
        // New codes of a session give no session: they end with the one that was shown them.
        ne(flows.state, "new-codes"),
        isNull(flows.endedAt),
        but ? ne(flows.id, but) : undefined,
      ),
    );
}

/**
 * Whatever somebody else may have begun could still end in a session, a new password or a new second step;
 * how many there were.
 */
export async function endFlows(tx: Tx, identityId: string, but?: string): Promise<number> {
  const ended = await tx
    .update(flows)
    .set({ endedAt: sql`clock_timestamp()`, sealed: null })
    .where(
      and(
        eq(flows.identityId, identityId),
        ne(flows.state, "new-codes"),
        isNull(flows.endedAt),
        but ? ne(flows.id, but) : undefined,
      ),
    )
    .returning({ id: flows.id });
  return ended.length;
}

/** A sheet, or questions, that wait in another browser would be worth a session for as long as they lie there. */
export async function endSheets(tx: Tx, identityId: string): Promise<void> {
  await tx
    .update(flows)
    .set({ endedAt: sql`clock_timestamp()`, sealed: null })
    .where(
      and(
        eq(flows.identityId, identityId),
        eq(flows.purpose, "activation"),
        inArray(flows.state, ["backup-codes", "recovery-phone", "questions"]),
        isNull(flows.endedAt),
      ),
    );
}

/** Where a process leads when it is done. */
export async function returnToOf(tx: Tx, flowId: string): Promise<string | null> {
  const [flow] = await tx.select({ returnTo: flows.returnTo }).from(flows).where(eq(flows.id, flowId));
  return flow?.returnTo ?? null;
}
