import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { identityAddresses } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import type { Proof } from "@/db/schema/sessions";
import { tenants } from "@/db/schema/tenants";
import type { SystemTx } from "@/lib/access/doors";
import { type Recording, record } from "@/lib/events/record";
import { startTotp } from "@/lib/factors/enrol-totp";
import { type Arrival, arrive } from "./arrive";
import type { PasswordVerdict } from "./check-password";
import { startFlow } from "./flow";
import { startSecondStepDue } from "./put-off";
import { secondStepAsked } from "./second-step-asked";
import { hasSecondStep } from "./standing";
import { type Trusted, trustAgain } from "./trusted-device";

export type Begun =
  | { next: "code"; flow: string }
  | { next: "second-step"; flow: string }
  | { next: "second-step-due"; flow: string }
  /** `trusted`: the device was trusted, and is from now on by this secret. */
  | { next: "in"; arrival: Arrival; identityId: string; returnTo: string | null; trusted?: Trusted };

type Right = Omit<Extract<PasswordVerdict, { verdict: "right" }>, "passwordSetAt">;

/** Whose name the entry in the app bears: the tenant that has waited longest for a second step. */
async function accountOf(tx: Tx, identityId: string) {
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

/** A set-up that may replace a second step: as short as the proofs it stands on are worth. */
const PROVED_MINUTES = 60;

/** Set-up at the missing gate, or, with the proofs of a way back in, of a new second step for an old one. */
export async function startSetUp(
  tx: Tx & Recording,
  identityId: string,
  returnTo: string | null,
  proofs: readonly Proof["kind"][] = [],
): Promise<string> {
  const { personId, account } = await accountOf(tx, identityId);
  const id = crypto.randomUUID();
  await startTotp(tx, { identityId, account, startedBy: id });
  return startFlow(tx, {
    id,
    purpose: "activation",
    identityId,
    state: "second-step",
    personId,
    returnTo,
    proofs,
    ...(proofs.length > 0 && { minutes: PROVED_MINUTES }),
  });
}

/** The code, unless this device was trusted with it. */
async function askSecondStep(
  tx: SystemTx,
  { identityId, returnTo, trusted }: Omit<Right, "verdict">,
): Promise<Begun> {
  const again = tx.trace ? await trustAgain(tx, identityId, trusted) : null;
  if (!again || !tx.trace) {
    const flow = await startFlow(tx, { purpose: "sign-in", identityId, state: "code", returnTo });
    return { next: "code", flow };
  }
  const proofs = ["password", "trusted_device"] as const;
  const arrival = await arrive(tx, { identityId, proofs, trace: tx.trace, to: { returnTo } });
  return { next: "in", arrival, identityId, returnTo, trusted: again };
}

/** The password was right: what is asked next. A session begins only when nothing is. */
export async function beginSignIn(tx: SystemTx, { identityId, returnTo, trusted }: Right): Promise<Begun> {
  record(tx, { action: "sign_in.password_right", identityId });
  if (await hasSecondStep(tx, identityId)) return askSecondStep(tx, { identityId, returnTo, trusted });
  const { asked } = await secondStepAsked(tx, identityId);
  if (asked === "now") return { next: "second-step", flow: await startSetUp(tx, identityId, returnTo) };
  if (asked === "later")
    return { next: "second-step-due", flow: await startSecondStepDue(tx, identityId, returnTo) };
  if (!tx.trace) throw new Error("a sign-in without a request");
  const arrival = await arrive(tx, { identityId, proofs: ["password"], trace: tx.trace, to: { returnTo } });
  return { next: "in", arrival, identityId, returnTo };
}
