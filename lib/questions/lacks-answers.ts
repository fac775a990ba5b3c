import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { securityAnswers } from "@/db/schema/questions";

/** Three, each to a question of its own (H20). */
export const QUESTIONS_ASKED = 3;

/** Whether questions are still to be chosen and answered. */
export async function lacksAnswers(tx: Tx, identityId: string): Promise<boolean> {
  return (await tx.$count(securityAnswers, eq(securityAnswers.identityId, identityId))) < QUESTIONS_ASKED;
}
