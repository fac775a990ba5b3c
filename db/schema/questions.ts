import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment, ofIdentity, ownIdentityId } from "@/db/columns";
import { identities } from "./identities";

/** Extra evidence, never a factor: a question of the fixed list and the slow hash of its answer. */
export const securityAnswers = pgTable(
  "security_answers",
  {
    identityId: ownIdentityId().references(() => identities.id),
    question: text().notNull(),
    hash: text().notNull(),
    setAt: moment().notNull(),
  },
  (t) => [...ofIdentity(), primaryKey({ columns: [t.identityId, t.question] })],
);
