import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { factors } from "@/db/schema/factors";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { afterSecondStep, isSetUpElsewhere, type SetUpOutcome } from "@/lib/factors/finish-second-step";
import { mayReplace, provedIn } from "@/lib/factors/proved-in";
import { tellOwner } from "@/lib/identity/tell-owner";
import { Refusal } from "@/lib/refusal";
import { renew } from "@/lib/sign-in/confirm-again";
import { endSetUps } from "@/lib/sign-in/flow";
import { type Added, addPasskey, type MadePasskey } from "./add";

type NotAdded = Exclude<Added, { verdict: "right" }>;

/** A set-up that stands on a way back in is for a new second step: the app that was lost ends. */
async function endLostApps(tx: IdentityTx<"activation">): Promise<void> {
  const { identityId, trace } = tx.self;
  if (!mayReplace(await provedIn(tx))) return;
  const ended = await tx
    .update(factors)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(factors.identityId, identityId), isNotNull(factors.confirmedAt), isNull(factors.endedAt)))
    .returning({ id: factors.id });
  for (const { id } of ended) record(tx, { action: "factor.removed", subjectId: id });
  if (ended.length > 0) await tellOwner(tx, { identityId, notice: "authenticator_removed", trace });
}

type SetUpByPasskey = NotAdded | Extract<SetUpOutcome, { verdict: "right" }>;

/** A passkey as the second step of a set-up; what follows is the same as after an app. */
export async function setUpByPasskey(
  tx: IdentityTx<"activation">,
  _draft: unknown,
  made: MadePasskey,
): Promise<SetUpByPasskey> {
  if (await isSetUpElsewhere(tx)) throw new Refusal("flow_over");
  const added = await addPasskey(tx, made);
  if (added.verdict !== "right") return added;
  await endLostApps(tx);
  const { identityId, flowId } = tx.self;
  await endSetUps(tx, identityId, flowId);
  const outcome = await afterSecondStep(tx, { kind: "passkey", wantsCodes: false });
  if (outcome.verdict !== "right") throw new Refusal("flow_over");
  return outcome;
}

type AddedInSession = NotAdded | { verdict: "right"; secret: string };

/** One more passkey, from the account page; the session gets a new secret. */
export async function addOwnPasskey(
  tx: IdentityTx<"session">,
  _draft: unknown,
  made: MadePasskey,
): Promise<AddedInSession> {
  const added = await addPasskey(tx, made);
  if (added.verdict !== "right") return added;
  await endSetUps(tx, tx.self.identityId);
  return { verdict: "right", secret: (await renew(tx, "passkey")).secret };
}
