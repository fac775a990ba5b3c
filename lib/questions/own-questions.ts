import { eq } from "drizzle-orm";
import { securityAnswers } from "@/db/schema/questions";
import type { IdentityTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { rulesFor } from "@/lib/sign-in/standing";
import { whoAsks } from "@/lib/sign-in/who-asks";
import type { AnswersDraft } from "./answers-draft";
import { isQuestionKey, type QuestionKey, questionKeys } from "./catalogue";
import { type HashedAnswer, setAnswers } from "./set-answers";

export type OwnAnswer = { question: QuestionKey; hash: string; setAt: Date };

/** In the order of the catalogue; always the same ones, so that nobody can ask until an easy one comes. */
export async function ownAnswers(tx: IdentityTx): Promise<OwnAnswer[]> {
  const rows = await tx
    .select()
    .from(securityAnswers)
    .where(eq(securityAnswers.identityId, tx.self.identityId));
  const placeOf = ({ question }: OwnAnswer) => questionKeys.indexOf(question);
  return rows
    .flatMap(({ question, hash, setAt }) => (isQuestionKey(question) ? [{ question, hash, setAt }] : []))
    .sort((one, other) => placeOf(one) - placeOf(other));
}

export const ownQuestionKeys = async (tx: IdentityTx): Promise<QuestionKey[]> =>
  (await ownAnswers(tx)).map(({ question }) => question);

/** What the account's page shows: since when, who asks, and no answer. Null where there is nothing to show. */
export type OwnQuestions = { setAt: Date | null; asking: string[]; chosen: QuestionKey[] };

export async function ownQuestions(tx: IdentityTx<"session">): Promise<OwnQuestions | null> {
  const own = await ownAnswers(tx);
  const { questions } = await rulesFor(tx, tx.self.identityId);
  if (!questions && own.length === 0) return null;
  const asking = await whoAsks(tx, tx.self.identityId, "questions");
  return { setAt: own[0]?.setAt ?? null, asking, chosen: own.map(({ question }) => question) };
}

/** Other questions or answers, for who is asked for them or has some. */
export async function changeAnswers(
  tx: IdentityTx<"session">,
  _draft: AnswersDraft,
  hashed: readonly HashedAnswer[],
): Promise<void> {
  if (!(await ownQuestions(tx))) throw new Refusal("not_found");
  await setAnswers(tx, hashed);
}
