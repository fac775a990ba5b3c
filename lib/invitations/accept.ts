import { eq } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { SystemTx } from "@/lib/access/doors";
import { startTotp } from "@/lib/factors/enrol-totp";
import { createIdentity } from "@/lib/identity/create";
import { refusePassword, slowHash } from "@/lib/identity/password";
import { Refusal } from "@/lib/refusal";
import { type Arrival, arrive } from "@/lib/sign-in/arrive";
import { startFlow } from "@/lib/sign-in/flow";
import { startSecondStepDue } from "@/lib/sign-in/put-off";
import type { Acceptance } from "./acceptance";
import { spendActivationCode } from "./code-asked";
import { linkPerson } from "./link-person";
import { type ShownInvitation, showInvitation } from "./link-state";
import { type FirstDoor, firstDoor } from "./once-more";
import { enterByLink, openInvitation, spendLink } from "./spend";

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
  { name, password }: Pick<Acceptance, "name" | "password">,
): Promise<string> {
  const shown = secret ? await showInvitation(secret) : null;
  if (!shown) throw new Refusal("invitation_closed");
  refusePassword(password, shown.passwordRule, wordsAround(shown, name));
  return slowHash(password);
}

type Accepting = {
  secret: string;
  name: string;
  passwordHash: string;
  /** The code that was right, where one is asked. */
  codeId?: string | null;
};

/** Spends link and code, makes the identity and joins it to the person. */
async function join(tx: SystemTx, { secret, name, passwordHash, codeId = null }: Accepting) {
  const link = await enterByLink(tx, secret);
  const { person, tenant, invitation } = await openInvitation(tx, link.tenantId, link.invitationId);
  if (!person.email || person.emailKey !== link.addressKey) throw new Refusal("invitation_closed");
  const { email } = person;
  await spendLink(tx, link.id);
  const withCode = await spendActivationCode(tx, { tenant, invitationId: invitation.id, codeId });
  const identityId = await createIdentity(tx, { name, email, emailKey: link.addressKey, passwordHash });
  // What the person calls themselves; an admin's own spelling stays.
  if (person.name === email) await tx.update(people).set({ name }).where(eq(people.id, person.id));
  const of = { tenantId: tenant.id, personId: person.id, invitationId: invitation.id, identityId, withCode };
  const { secondStep } = await linkPerson(tx, of);
  return { ref: link.ref, person: { ...person, email }, tenant, identityId, secondStep };
}

export type Accepted =
  | { flow: string }
  /** In with the password, once it has been said until when the second step may wait. */
  | { later: string }
  /** Where the password is tried first, as the company's policy wants. */
  | { door: FirstDoor }
  | { arrival: Arrival; slug: string; identityId: string };

/** One POST does it all, and starts what is still asked. */
export async function acceptInvitation(tx: SystemTx, accepting: Accepting): Promise<Accepted> {
  const { ref, person, tenant, identityId, secondStep } = await join(tx, accepting);
  const door = firstDoor(tenant, person);
  if (door) return { door: { ...door, ref, secondStep: secondStep === "now" } };
  if (secondStep === "later") return { later: await startSecondStepDue(tx, identityId, `/t/${tenant.slug}`) };
  if (secondStep === "now") {
    const id = crypto.randomUUID();
    await startTotp(tx, { identityId, account: `${tenant.name}: ${person.email}`, startedBy: id });
    const setUp = {
      id,
      purpose: "activation",
      identityId,
      state: "second-step",
      personId: person.id,
    } as const;
    return { flow: await startFlow(tx, setUp) };
  }
  if (!tx.trace) throw new Error("an acceptance without a request");
  const to = { returnTo: `/t/${tenant.slug}` };
  const arrival = await arrive(tx, { identityId, proofs: ["password"], trace: tx.trace, to });
  return { arrival, slug: tenant.slug, identityId };
}
