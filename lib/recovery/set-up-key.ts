import { z } from "zod";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { PasskeyDraft } from "@/lib/passkeys/answer";
import { Refusal } from "@/lib/refusal";
import { startSetUp } from "@/lib/sign-in/begin";
import { checkPassword, type From } from "@/lib/sign-in/check-password";
import { moveFlow } from "@/lib/sign-in/flow";
import { namesOf } from "./own-names";
import { type ProofWay, proofWayNames, proofWays } from "./proof-ways";
import {
  type BroughtProof,
  type NotProved,
  type PreparedProof,
  type ProofKind,
  prepareProof,
  prove,
} from "./prove";
import { refuseUnlessAt } from "./refuse-unless-at";

/** The password, and a second proof where there is a second step already. */
export const KeyDraft = z.strictObject({
  password: z.string().min(1, "password_missing").max(1024, "password_long"),
  by: z.enum(proofWayNames),
  code: z.string().trim().max(80, "code_form").optional(),
  answer: PasskeyDraft.shape.answer.optional(),
});
export type KeyDraft = z.output<typeof KeyDraft>;

export type KeyStanding = { email: string; ways: ProofWay[] };

/** Who sets up a key, and how the second proof can be given, if one is asked; a Refusal when they are elsewhere. */
export const standingAtKey = (self: FlowSelf<"recovery">): Promise<KeyStanding> =>
  withIdentity<"recovery", KeyStanding>(self, async (tx) => {
    await refuseUnlessAt(tx, "key");
    return { email: (await namesOf(tx)).email, ways: await proofWays(tx) };
  });

const proofIn = ({ by, code = "", answer = "" }: KeyDraft): BroughtProof =>
  by === "passkey" ? { by, answer } : { by, code };

/** Null: the password is wrong. `proof` null: none is asked. */
export type KeyProofs = { proof: PreparedProof | null } | null;

/** Counted and hashed before the door, as at sign-in; a code is counted only after the right password. */
export async function checkKeyProofs(
  self: FlowSelf<"recovery">,
  draft: KeyDraft,
  from: From,
): Promise<KeyProofs> {
  const { email, ways } = await standingAtKey(self);
  const checked = await checkPassword({ name: email, password: draft.password }, from);
  if (checked.verdict === "wait") throw new Refusal("too_many", { until: checked.until });
  if (checked.verdict !== "right" || checked.identityId !== self.identityId) return null;
  return { proof: ways.length > 0 ? await prepareProof(self, proofIn(draft), "key") : null };
}

export type KeyOutcome =
  | { verdict: "wrong_password" }
  | NotProved
  | { verdict: "right"; flow: string; proof: ProofKind | null };

/** A set-up of its own begins; the old key stays valid until the new one is confirmed (T19). */
export async function setUpKey(
  tx: IdentityTx<"recovery">,
  _draft: KeyDraft,
  proofs: KeyProofs,
): Promise<KeyOutcome> {
  if (!proofs) {
    record(tx, { action: "sign_in.password_wrong", result: "refused", reason: "wrong" });
    return { verdict: "wrong_password" };
  }
  const proved = proofs.proof && (await prove(tx, proofs.proof));
  if (proved && "no" in proved) return proved;
  const proof = proved?.by ?? null;
  const { flowId, identityId } = tx.self;
  if (!(await moveFlow(tx, flowId, "key", "done"))) throw new Refusal("flow_over");
  record(tx, { action: "recovery.proved", details: { proof: proof ?? "password" } });
  const flow = await startSetUp(tx, identityId, null, proof ? ["password", proof] : []);
  return { verdict: "right", flow, proof };
}
