import { securityAnswers } from "@/db/schema/questions";
import { withSystem } from "@/lib/access/doors";
import { slowHash } from "@/lib/identity/password";
import { normalise } from "@/lib/questions/normalise";

/** What Anna knows; in the order in which a reset asks. */
export const ANSWERS = { friend: "Zwaantje", dish: "Spruitjes met spek", flight: "São Tomé" };

/** The same as the page of a reset posts it. */
export const TYPED = { answer1: ANSWERS.friend, answer2: ANSWERS.dish, answer3: ANSWERS.flight };

/** The same as the page that sets them posts it. */
export const DRAFT = {
  question1: "friend",
  answer1: ANSWERS.friend,
  question2: "dish",
  answer2: ANSWERS.dish,
  question3: "flight",
  answer3: ANSWERS.flight,
};

/** Answers that were given a while ago. */
export async function setAnswersOf(identityId: string): Promise<void> {
  const rows = await Promise.all(
    Object.entries(ANSWERS).map(async ([question, answer]) => ({
      identityId,
      question,
      hash: await slowHash(normalise(answer)),
      setAt: new Date(),
    })),
  );
  await withSystem("housekeeping", (tx) => tx.insert(securityAnswers).values(rows));
}
