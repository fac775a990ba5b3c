import { and, eq, sql } from "drizzle-orm";
import { identityAddresses } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { startTotp } from "@/lib/factors/enrol-totp";
import type { PasswordVerdict } from "./check-password";
import { completeSignIn } from "./complete";
import { startFlow } from "./flow";
import { hasSecondStep, rulesFor } from "./standing";

export type Begun =
  | { next: "code"; flow: string }
  | { next: "second-step"; flow: string }
  | { next: "session"; session: string; identityId: string; returnTo: string | null };

type Right = Extract<PasswordVerdict, { verdict: "right" }>;

/** Whose name the entry in the app bears: the tenant that has waited longest for a second step. */
async function accountOf(tx: SystemTx, identityId: string) {
  const [row] = await tx
    .select({ personId: people.id, tenant: tenants.name, email: identityAddresses.email })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .innerJoin(
      identityAddresses,
      and(eq(identityAddresses.identityId, identityId), eq(identityAddresses.isPrimary, true)),
    )
    .where(and(eq(people.identityId, identityId), sql`${people.leftAt} is null`))
    .orderBy(sql`${people.secondStepAt} nulls first, ${people.accountAt}`)
    .limit(1);
  return { personId: row?.personId ?? null, account: row ? `${row.tenant}: ${row.email}` : identityId };
}

/** Set-up at the missing gate: after an interruption, or when the rules have changed. */
export async function startSetUp(tx: SystemTx, identityId: string, returnTo: string | null): Promise<string> {
  const { personId, account } = await accountOf(tx, identityId);
  await startTotp(tx, { identityId, account });
  return startFlow(tx, { purpose: "activation", identityId, state: "second-step", personId, returnTo });
}

/** The password was right: what is asked next. A session begins only when nothing is. */
export async function beginSignIn(tx: SystemTx, { identityId, returnTo }: Right): Promise<Begun> {
  record(tx, { action: "sign_in.password_right", identityId });
  if (await hasSecondStep(tx, identityId))
    return {
      next: "code",
      flow: await startFlow(tx, { purpose: "sign-in", identityId, state: "code", returnTo }),
    };
  if ((await rulesFor(tx, identityId)).secondStep)
    return { next: "second-step", flow: await startSetUp(tx, identityId, returnTo) };
  if (!tx.trace) throw new Error("a sign-in without a request");
  const session = await completeSignIn(tx, { identityId, proofs: ["password"], trace: tx.trace });
  return { next: "session", session, identityId, returnTo };
}
