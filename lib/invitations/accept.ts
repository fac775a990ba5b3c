import { eq } from "drizzle-orm";
import { z } from "zod";
import { people } from "@/db/schema/people";
import type { SystemTx } from "@/lib/access/doors";
import { startTotp } from "@/lib/factors/enrol-totp";
import { createIdentity } from "@/lib/identity/create";
import { Password, refusePassword, slowHash } from "@/lib/identity/password";
import { PersonName } from "@/lib/people/name";
import { Refusal } from "@/lib/refusal";
import { completeSignIn } from "@/lib/sign-in/complete";
import { startFlow } from "@/lib/sign-in/flow";
import { startSecondStepDue } from "@/lib/sign-in/put-off";
import { linkPerson } from "./link-person";
import { type ShownInvitation, showInvitation } from "./link-state";
import { enterByLink, openInvitation, spendLink } from "./spend";

export const Acceptance = z.strictObject({ ref: z.string().max(20), name: PersonName, password: Password });
export type Acceptance = z.output<typeof Acceptance>;

/** Words a password must not lean on. */
const wordsAround = (shown: ShownInvitation, name: string) => [
  shown.tenant.name,
  shown.tenant.slug,
  name,
  shown.email,
];

/** The slow part, before the door: the password judged and hashed. */
export async function preparePassword(
  secret: string | null,
  { name, password }: Acceptance,
): Promise<string> {
  const shown = secret ? await showInvitation(secret) : null;
  if (!shown) throw new Refusal("invitation_closed");
  refusePassword(password, shown.passwordRule, wordsAround(shown, name));
  return slowHash(password);
}

export type Accepted =
  | { flow: string }
  /** In with the password, once it has been said until when the second step may wait. */
  | { later: string }
  | { session: string; slug: string; identityId: string };

/** One POST spends the link, makes the identity, joins it to the person and starts what is still asked. */
export async function acceptInvitation(
  tx: SystemTx,
  { secret, name, passwordHash }: { secret: string; name: string; passwordHash: string },
): Promise<Accepted> {
  const link = await enterByLink(tx, secret);
  const { person, tenant, invitation } = await openInvitation(tx, link.tenantId, link.invitationId);
  if (!person.email || person.emailKey !== link.addressKey) throw new Refusal("invitation_closed");
  await spendLink(tx, link.id);
  const identityId = await createIdentity(tx, {
    name,
    email: person.email,
    emailKey: link.addressKey,
    passwordHash,
  });
  // What the person calls themselves; an admin's own spelling stays.
  if (person.name === person.email) await tx.update(people).set({ name }).where(eq(people.id, person.id));
  const of = { tenantId: tenant.id, personId: person.id, invitationId: invitation.id, identityId };
  const { secondStep } = await linkPerson(tx, of);
  if (secondStep === "later") return { later: await startSecondStepDue(tx, identityId, `/t/${tenant.slug}`) };
  if (secondStep === "now") {
    await startTotp(tx, { identityId, account: `${tenant.name}: ${person.email}` });
    return {
      flow: await startFlow(tx, {
        purpose: "activation",
        identityId,
        state: "second-step",
        personId: person.id,
      }),
    };
  }
  if (!tx.trace) throw new Error("an acceptance without a request");
  const session = await completeSignIn(tx, { identityId, proofs: ["password"], trace: tx.trace });
  return { session, slug: tenant.slug, identityId };
}
