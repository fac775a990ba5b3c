import { eq, sql } from "drizzle-orm";
import { securityAnswers } from "@/db/schema/questions";
import type { Self } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { countTry, type Limit } from "@/lib/identity/limits";
import { slowHash } from "@/lib/identity/password";
import { tellOwner } from "@/lib/identity/tell-owner";
import { wordsAround } from "@/lib/recovery/own-names";
import { refuseUnlessAt } from "@/lib/recovery/refuse-unless-at";
import { Refusal } from "@/lib/refusal";
import { type AnswersDraft, pairsOf } from "./answers-draft";
import { isNameAround } from "./guessable";
import { normalise } from "./normalise";

/** Where answers are given: at the gate of a sign-in, or on the account's page. */
type Giving = "activation" | "session";

// Three slow hashes for one post: a few posts at once would fill the queue for everybody.
const posts: Limit = { name: "answers set", most: 20, seconds: 600 };

export type HashedAnswer = { question: string; hash: string };

const wordsAtGate = (self: Self<"activation">) =>
  withIdentity<"activation", string[]>(self, async (tx) => {
    await refuseUnlessAt(tx, "questions");
    return wordsAround(tx);
  });

/** The slow part, before the door: no name around the account, and each answer hashed like a password. */
export async function hashAnswers(self: Self<Giving>, draft: AnswersDraft): Promise<HashedAnswer[]> {
  const until = await countTry(posts, self.identityId);
  if (until) throw new Refusal("too_many", { until });
  const names = self.kind === "session" ? await withIdentity(self, wordsAround) : await wordsAtGate(self);
  const pairs = pairsOf(draft);
  const known = pairs.find(({ answer }) => isNameAround(answer, names));
  if (known) throw new Refusal("answer_context", {}, `answer${known.slot}`);
  return Promise.all(
    pairs.map(async ({ question, answer }) => ({ question, hash: await slowHash(normalise(answer)) })),
  );
}

/** Two tabs at once: the later one waits, and then replaces or is over. */
const takeTurn = (tx: IdentityTx<Giving>) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`answers|${tx.self.identityId}`}, 0))`);

/** All three in the place of those before; the owner is told (OWASP ASVS 5.0, 6.3.7). */
export async function setAnswers(tx: IdentityTx<Giving>, hashed: readonly HashedAnswer[]): Promise<void> {
  const { identityId, trace } = tx.self;
  await takeTurn(tx);
  const before = await tx
    .delete(securityAnswers)
    .where(eq(securityAnswers.identityId, identityId))
    .returning({ question: securityAnswers.question });
  const setAt = new Date();
  await tx.insert(securityAnswers).values(hashed.map((one) => ({ ...one, identityId, setAt })));
  // Which questions were chosen is nobody's business: administrators read the log.
  record(tx, { action: "questions.set", details: { replaced: before.length } });
  await tellOwner(tx, { identityId, notice: "questions_changed", trace });
}
