import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { identities } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import { type Proof, sessions } from "@/db/schema/sessions";
import type { Trace } from "@/lib/access/actor";
import { type Recording, record } from "@/lib/events/record";
import type { Rules } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { newSecret, sha256 } from "@/lib/secrets";
import { hoursFromNow } from "@/lib/time";
import { endSheets } from "./flow";

const MOST_SESSIONS = 10;

type Complete = {
  identityId: string;
  proofs: readonly Proof["kind"][];
  trace: Trace;
  /** When they were given, where that was long before the session. */
  provedAt?: Date | undefined;
  rules: Rules;
};

/** The oldest sessions beyond ten end, and the log says so. */
async function endOldest(tx: Tx & Recording, identityId: string): Promise<void> {
  const ended = await tx.execute(sql`update sessions set ended_at = clock_timestamp(), ended_why = 'too_many'
    where id in (select id from sessions where identity_id = ${identityId} and ended_at is null and expires_at > clock_timestamp()
      order by last_seen_at desc offset ${MOST_SESSIONS}) returning id`);
  if (ended.length > 0)
    record(tx, { action: "session.ended", identityId, details: { sessions: ended.length, why: "too_many" } });
}

/** Only the platform suspends an identity; who has proved everything is told so. */
async function refuseIfSuspended(tx: Tx, identityId: string): Promise<void> {
  const [identity] = await tx
    .select({ at: identities.suspendedAt })
    .from(identities)
    .where(eq(identities.id, identityId));
  if (identity?.at) throw new Refusal("identity_paused", { at: identity.at });
}

/** Whoever has both account and second step is active from their first session on. */
const activate = (tx: Tx, identityId: string) =>
  tx
    .update(people)
    .set({ activeAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(people.identityId, identityId),
        isNull(people.activeAt),
        isNull(people.leftAt),
        sql`account_at is not null and second_step_at is not null`,
      ),
    )
    .returning({ id: people.id, tenantId: people.tenantId });

/** The one place where a session begins: after every proof that is asked. Gives the cookie's new secret. */
export async function completeSignIn(
  tx: Tx & Recording,
  { identityId, proofs, trace, provedAt, rules }: Complete,
): Promise<string> {
  await refuseIfSuspended(tx, identityId);
  const secret = newSecret();
  const now = new Date();
  await tx.insert(sessions).values({
    identityId,
    tokenHash: sha256(secret),
    proofs: proofs.map((kind) => ({ kind, at: (provedAt ?? now).toISOString() })),
    lastSeenAt: now,
    idleMinutes: rules.idleMinutes,
    expiresAt: hoursFromNow(rules.sessionHours, now),
    addressPrefix: trace.addressPrefix,
    browser: trace.browser,
  });
  const [active] = await Promise.all([
    activate(tx, identityId),
    endOldest(tx, identityId),
    endSheets(tx, identityId),
  ]);
  record(tx, { action: "sign_in.completed", identityId, details: { proofs: [...proofs] } });
  for (const person of active)
    record(tx, {
      action: "person.activated",
      personId: person.id,
      subjectId: person.id,
      tenantId: person.tenantId,
    });
  return secret;
}
