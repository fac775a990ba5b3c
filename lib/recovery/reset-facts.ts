import { and, eq, isNull } from "drizzle-orm";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { type SystemTx, withSystem } from "@/lib/access/doors";
import { policyOf } from "@/lib/policy/policy";
import { hasSecondStep, rulesFor } from "@/lib/sign-in/standing";
import { hasAuthenticator, stateAfterCode } from "./start-reset";

/** What comes after the link: said before it is spent. */
export type ResetFacts = {
  asks: "code" | "passkey" | "nothing";
  asksQuestions: boolean;
  lacksSecondStep: boolean;
  sendsKeys: boolean;
};

async function doSendKeys(tx: SystemTx, identityId: string): Promise<boolean> {
  const rows = await tx
    .select({ policy: tenants.policy })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(people.identityId, identityId), isNull(people.leftAt)));
  return rows.some(({ policy }) => policyOf(policy).requestKey === "yes");
}

/** For who holds the link. A second step that is asked for and not there is set up after the password (T18). */
export const resetFacts = (identityId: string): Promise<ResetFacts> =>
  withSystem("mailed link", async (tx) => {
    const isCovered = await hasSecondStep(tx, identityId);
    const inApp = await hasAuthenticator(tx, identityId);
    return {
      asks: inApp ? "code" : isCovered ? "passkey" : "nothing",
      asksQuestions: (await stateAfterCode(tx, identityId)) === "questions",
      lacksSecondStep: (await rulesFor(tx, identityId)).secondStep && !isCovered,
      sendsKeys: await doSendKeys(tx, identityId),
    };
  });
