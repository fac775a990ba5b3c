import "server-only";
import type { z } from "zod";
import type { SessionSelf } from "@/lib/access/actor";
import { withSystem } from "@/lib/access/doors";
import { type Joining, joinTenant } from "@/lib/invitations/join";
import { startSetUp } from "@/lib/sign-in/begin";
import { endSessions } from "@/lib/sign-in/session";
import { dropSession, keepFlow } from "./cookies";

/** The tenant's door is not open to somebody who is not in yet, so the system's is. */
export const joinOf = ({ identityId, trace }: SessionSelf, { invitationId }: z.output<typeof Joining>) =>
  withSystem(
    "accept invitation",
    async (tx) => {
      const joined = await joinTenant(tx, { identityId, invitationId });
      if (!joined.secondStepDue) return { slug: joined.slug, flow: null };
      // Begun with the password alone, they would be in before the second step is there.
      await endSessions(tx, { identityId });
      return { slug: joined.slug, flow: await startSetUp(tx, identityId, `/t/${joined.slug}`) };
    },
    trace,
  );

export async function leadOnFromJoining({
  slug,
  flow,
}: {
  slug: string;
  flow: string | null;
}): Promise<string> {
  if (!flow) return `/t/${slug}`;
  await dropSession();
  await keepFlow("activation", flow);
  return "/welcome/second-step";
}
