import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Proof } from "@/db/schema/sessions";
import { sessions } from "@/db/schema/sessions";
import { lookUp } from "@/lib/access/doors";
import { type Recording, record } from "@/lib/events/record";
import { sha256 } from "@/lib/secrets";
import { endSetUps } from "./flow";
import { hasSecondStep } from "./standing";

/** What a session's cookie stands for now. */
export type OpenSession = {
  sessionId: string;
  identityId: string;
  name: string;
  language: "en" | "nl" | null;
  proofs: Proof[];
  expiresAt: string;
};

type Row = {
  id: string;
  identity_id: string;
  name: string;
  language: "en" | "nl" | null;
  proofs: Proof[];
  expires_at: string;
  stale: boolean;
};

/** A password that was asked again for want of a second step is no more than one, once there is a second step. */
async function countingProofs({ identity_id, proofs }: Row): Promise<Proof[]> {
  if (!proofs.some(({ kind }) => kind === "password_again")) return proofs;
  if (!(await lookUp("read session", (db) => hasSecondStep(db, identity_id)))) return proofs;
  return proofs.map((proof) => (proof.kind === "password_again" ? { ...proof, kind: "password" } : proof));
}

/** Null when ended, idle too long, past its absolute end, or of an identity the platform has suspended. */
export async function readSession(secret: string | undefined, touch: boolean): Promise<OpenSession | null> {
  if (!secret) return null;
  const hash = sha256(secret).toString("hex");
  const [row] = await lookUp("read session", (db) =>
    db.execute<Row>(sql`select s.id, s.identity_id, i.name, i.language, s.proofs, s.expires_at,
        s.last_seen_at < clock_timestamp() - interval '1 minute' as stale
      from sessions s join identities i on i.id = s.identity_id
      where s.token_hash = decode(${hash}, 'hex') and s.ended_at is null and i.suspended_at is null
        and s.expires_at > clock_timestamp()
        and s.last_seen_at + make_interval(mins => s.idle_minutes) > clock_timestamp()`),
  );
  if (!row) return null;
  if (row.stale && touch) await touchSession(row.id);
  return {
    sessionId: row.id,
    identityId: row.identity_id,
    name: row.name,
    language: row.language,
    proofs: await countingProofs(row),
    expiresAt: new Date(row.expires_at).toISOString(),
  };
}

/** At most once a minute: seen again. */
const touchSession = (sessionId: string) =>
  lookUp("read session", (db) =>
    db.execute(sql`update sessions set last_seen_at = clock_timestamp() where id = ${sessionId}`),
  );

/** Ends one session at once. */
export async function endSession(
  tx: Tx & Recording,
  of: { sessionId: string; identityId: string },
): Promise<void> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()`, endedWhy: "signed_out" })
    .where(
      and(eq(sessions.id, of.sessionId), eq(sessions.identityId, of.identityId), isNull(sessions.endedAt)),
    )
    .returning({ id: sessions.id });
  await endSetUps(tx, of.identityId);
  // A second click at the same time ends nothing, but waited for the row: the door asks for a line of it too.
  const outcome = ended.length > 0 ? {} : ({ result: "refused", reason: "over" } as const);
  record(tx, {
    action: "session.ended",
    identityId: of.identityId,
    details: { why: "signed_out" },
    ...outcome,
  });
}

/** Ends every session of the identity and every set-up that would end in one; answers how many sessions there were. */
export async function endSessions(
  tx: Tx & Recording,
  { identityId }: { identityId: string },
): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()`, endedWhy: "signed_out_everywhere" })
    .where(and(eq(sessions.identityId, identityId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  await endSetUps(tx, identityId);
  record(tx, { action: "session.ended_everywhere", identityId, details: { sessions: ended.length } });
  return ended.length;
}
