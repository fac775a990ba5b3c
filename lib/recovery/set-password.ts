import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { identities } from "@/db/schema/identities";
import { flows, sessions } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Password, refusePassword, slowHash } from "@/lib/identity/password";
import { tellOwner } from "@/lib/identity/tell-owner";
import { lacksAnswers } from "@/lib/questions/lacks-answers";
import { Refusal } from "@/lib/refusal";
import { startSetUp } from "@/lib/sign-in/begin";
import { endFlows, moveFlow } from "@/lib/sign-in/flow";
import { rulesFor } from "@/lib/sign-in/standing";
import { forgetDevices } from "@/lib/sign-in/trusted-device";
import { namesOf, wordsAround } from "./own-names";
import { refuseUnlessAt } from "./refuse-unless-at";

/** Typed twice, and exactly the same (T16). */
export const NewPassword = z
  .strictObject({ password: Password, again: z.string().min(1, "again_missing").max(1024, "again_differs") })
  .refine(({ password, again }) => password === again.normalize("NFC"), {
    path: ["again"],
    message: "again_differs",
  });
export type NewPassword = z.output<typeof NewPassword>;

type RulesAndWords = { rules: Awaited<ReturnType<typeof rulesFor>>; words: string[] };

/** The slow part, before the door: the password judged by the strictest rules and hashed. */
export async function hashNewPassword(
  self: FlowSelf<"recovery">,
  { password }: NewPassword,
): Promise<string> {
  const { rules, words } = await withIdentity<"recovery", RulesAndWords>(self, async (tx) => {
    await refuseUnlessAt(tx, "password");
    return { rules: await rulesFor(tx, self.identityId), words: await wordsAround(tx) };
  });
  refusePassword(password, rules, words);
  return slowHash(password);
}
/** What the form of the new password says. */
export const passwordFacts = async (tx: IdentityTx<"recovery">) => ({
  email: (await namesOf(tx)).email,
  rules: await rulesFor(tx, tx.self.identityId),
});

/** Whoever is in by the old password is out: sessions, unfinished sign-ins and trusted devices. */
async function endAllElse(tx: IdentityTx<"recovery">): Promise<number> {
  const { identityId, flowId } = tx.self;
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()`, endedWhy: "credential_changed" })
    .where(and(eq(sessions.identityId, identityId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  await endFlows(tx, identityId, flowId);
  await forgetDevices(tx, identityId);
  return ended.length;
}

/** `names`: whose wrong tries are forgiven. `setUp`: a new second step comes next, after a backup code. */
export type PasswordSet = { email: string; names: string[]; setUp: string | null; questions: boolean };

/** Whether the next sign-in asks to choose security questions. */
const questionsAreDue = async (tx: IdentityTx<"recovery">): Promise<boolean> =>
  (await rulesFor(tx, tx.self.identityId)).questions && (await lacksAnswers(tx, tx.self.identityId));

/** Who had only a backup code left would be shut out by the next sign-in, so the set-up follows at once. */
async function startSetUpAfterBackupCode(tx: IdentityTx<"recovery">): Promise<string | null> {
  const { identityId, flowId } = tx.self;
  const [flow] = await tx.select({ proofs: flows.proofs }).from(flows).where(eq(flows.id, flowId));
  if (!flow?.proofs.includes("backup_code")) return null;
  return startSetUp(tx, identityId, null, ["password", "backup_code"]);
}

/** Sets the password and ends everything that rests on the old one; nobody is signed in by it. */
export async function setNewPassword(
  tx: IdentityTx<"recovery">,
  _input: NewPassword,
  passwordHash: string,
): Promise<PasswordSet> {
  const { identityId, flowId, trace } = tx.self;
  if (!(await moveFlow(tx, flowId, "password", "done"))) throw new Refusal("flow_over");
  await tx
    .update(identities)
    .set({ passwordHash, passwordSetAt: sql`clock_timestamp()` })
    .where(eq(identities.id, identityId));
  record(tx, { action: "password.reset", details: { sessions: await endAllElse(tx) } });
  await tellOwner(tx, { identityId, notice: "password_reset", trace });
  const questions = await questionsAreDue(tx);
  return { ...(await namesOf(tx)), questions, setUp: await startSetUpAfterBackupCode(tx) };
}
