import { randomUUID } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { flows } from "@/db/schema/sessions";
import type { SessionSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { newSecret, sha256 } from "@/lib/secrets";
import { type FlowState, moveFlow } from "@/lib/sign-in/flow";
import { minutesFromNow } from "@/lib/time";
import { armBackupCodes, codesHeldBy, type HashedCode, hashedCodes, newBackupCodes } from "./backup-codes";

const KEPT_MINUTES = 30;
const STATE: FlowState = "new-codes";

/** New codes that this session holds until they are said to be kept; no browser has the process's secret. */
export async function startOwnSheet(tx: IdentityTx<"session">): Promise<void> {
  const id = randomUUID();
  await tx.insert(flows).values({
    id,
    hash: sha256(newSecret()),
    purpose: "activation",
    identityId: tx.self.identityId,
    state: STATE,
    challenge: tx.self.sessionId,
    expiresAt: minutesFromNow(KEPT_MINUTES),
  });
  await newBackupCodes(tx, id);
  record(tx, { action: "backup_codes.shown", subjectId: id });
}

export type OwnSheet = { flowId: string; codes: string[] };

/** The newest codes this very session waits to keep; null when there are none. */
export async function ownSheet(tx: IdentityTx<"session">): Promise<OwnSheet | null> {
  const [flow] = await tx
    .select({ id: flows.id })
    .from(flows)
    .where(
      and(
        eq(flows.identityId, tx.self.identityId),
        eq(flows.state, STATE),
        eq(flows.challenge, tx.self.sessionId),
        isNull(flows.endedAt),
        sql`${flows.expiresAt} > clock_timestamp()`,
      ),
    )
    .orderBy(desc(flows.createdAt))
    .limit(1);
  const codes = flow && (await codesHeldBy(tx, flow.id));
  return flow && codes ? { flowId: flow.id, codes } : null;
}

type Prepared = { flowId: string; hashed: HashedCode[] };

/** The slow hashing, before the door. */
export async function hashOwnSheet(self: SessionSelf): Promise<Prepared> {
  const sheet = await withIdentity<"session", OwnSheet | null>(self, ownSheet);
  if (!sheet) throw new Refusal("flow_over");
  return { flowId: sheet.flowId, hashed: await hashedCodes(sheet.codes) };
}

/** "I have saved these": the new codes count from now on, and the old ones no more. */
export async function keepOwnSheet(
  tx: IdentityTx<"session">,
  _kept: unknown,
  { flowId, hashed }: Prepared,
): Promise<void> {
  if (!(await moveFlow(tx, flowId, STATE, "done"))) throw new Refusal("flow_over");
  await armBackupCodes(tx, hashed);
}
