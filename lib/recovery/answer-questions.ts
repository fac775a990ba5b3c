import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { flows } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { clearTries, countTry, giveBack, type Limit } from "@/lib/identity/limits";
import { matchesSlowHash } from "@/lib/identity/password";
import { tellOwner } from "@/lib/identity/tell-owner";
import { QUESTIONS_ASKED } from "@/lib/questions/lacks-answers";
import { normalise } from "@/lib/questions/normalise";
import { type OwnAnswer, ownAnswers } from "@/lib/questions/own-questions";
import { Refusal } from "@/lib/refusal";
import { moveFlow } from "@/lib/sign-in/flow";
import { refuseUnlessAt } from "./refuse-unless-at";

const DAY = 86_400;
const TRIES_OF_LINK = 3;
const perLink: Limit = { name: "answers in flow", most: TRIES_OF_LINK, seconds: DAY };
const perDay: Limit = { name: "answers of identity", most: 5, seconds: DAY };

const Typed = z.string().trim().min(1, "answer_missing").max(200, "answer_long");

/** In the order in which the page asks. */
export const TypedAnswers = z.strictObject({ answer1: Typed, answer2: Typed, answer3: Typed });
type TypedAnswers = z.output<typeof TypedAnswers>;

export type AnswersVerdict = "right" | "wrong" | "over";
type Recovery = FlowSelf<"recovery">;

/** Counted before anything is compared; the day's tries go on over every new link. */
const areTriesOver = async ({ flowId, identityId }: Recovery): Promise<boolean> =>
  (await countTry(perLink, flowId)) !== null || (await countTry(perDay, identityId)) !== null;

/** All three are compared, whichever is wrong: the time says nothing about which. */
async function doAllMatch(own: readonly OwnAnswer[], typed: readonly string[]): Promise<boolean> {
  let right = own.length === QUESTIONS_ASKED;
  for (const [index, { hash }] of own.entries())
    right = (await matchesSlowHash(hash, normalise(typed[index] ?? ""))) && right;
  return right;
}

/** The slow part, before the door. */
export async function checkAnswers(
  self: Recovery,
  { answer1, answer2, answer3 }: TypedAnswers,
): Promise<AnswersVerdict> {
  const own = await withIdentity<"recovery", OwnAnswer[]>(self, async (tx) => {
    await refuseUnlessAt(tx, "questions");
    return ownAnswers(tx);
  });
  if (await areTriesOver(self)) return "over";
  return (await doAllMatch(own, [answer1, answer2, answer3])) ? "right" : "wrong";
}

/** A right answer does not count against anybody. */
export async function giveBackAnswers({ flowId, identityId }: Recovery): Promise<void> {
  await Promise.all([clearTries(perLink, flowId), giveBack(perDay, identityId, 1)]);
}

/** Whoever holds the link and cannot answer is perhaps not the owner: the link is dead, and they are told. */
async function endLink(tx: IdentityTx<"recovery">): Promise<AnswersVerdict> {
  const { identityId, flowId, trace } = tx.self;
  record(tx, { action: "questions.wrong", result: "refused", reason: "tries_over" });
  if (await moveFlow(tx, flowId, "questions", "over"))
    await tellOwner(tx, { identityId, notice: "answers_wrong", trace });
  return "over";
}

async function noteWrong(tx: IdentityTx<"recovery">): Promise<AnswersVerdict> {
  record(tx, { action: "questions.wrong", result: "refused", reason: "wrong" });
  const [flow] = await tx
    .update(flows)
    .set({ attempts: sql`${flows.attempts} + 1` })
    .where(and(eq(flows.id, tx.self.flowId), isNull(flows.endedAt)))
    .returning({ attempts: flows.attempts });
  return flow && flow.attempts < TRIES_OF_LINK ? "wrong" : endLink(tx);
}

/** Besides the link and the code, never instead: the answers only open the page of the new password (H22). */
export async function answerQuestions(
  tx: IdentityTx<"recovery">,
  _typed: TypedAnswers,
  verdict: AnswersVerdict,
): Promise<AnswersVerdict> {
  if (verdict === "over") return endLink(tx);
  if (verdict === "wrong") return noteWrong(tx);
  if (!(await moveFlow(tx, tx.self.flowId, "questions", "password"))) throw new Refusal("flow_over");
  record(tx, { action: "recovery.proved", details: { proof: "questions" } });
  return "right";
}
