import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import type { FlowPurpose } from "@/db/schema/sessions";
import type { Actor, SessionSelf } from "@/lib/access/actor";
import { type Flow, flowOf } from "@/lib/sign-in/flow";
import type { OpenSession } from "@/lib/sign-in/session";
import { authOptions } from "./auth";
import { flowSecret } from "./cookies";
import { currentTrace } from "./trace";

/** Fetched ahead by the browser: nobody is there for that. */
async function isAhead(): Promise<boolean> {
  const given = await headers();
  return given.has("next-router-prefetch") || (given.get("sec-purpose") ?? "").includes("prefetch");
}

/** The session of this request, read once; null when nobody is signed in. */
export const currentSession = cache(async (): Promise<OpenSession | null> => {
  const session = await getServerSession(authOptions(!(await isAhead())));
  return session?.open ?? null;
});

/** Who is signed in; null for nobody. */
export const currentSelf = cache(async (): Promise<SessionSelf | null> => {
  const open = await currentSession();
  if (!open) return null;
  const { identityId, sessionId, proofs } = open;
  return { kind: "session", identityId, sessionId, proofs, trace: await currentTrace() };
});

const isLocal = (path: string) => /^\/(?![/\\])/.test(path);

/** Who is signed in, or off to the sign-in page and back. */
export async function requireSelf(returnTo: string): Promise<SessionSelf> {
  const self = await currentSelf();
  if (!self) redirect(isLocal(returnTo) ? `/sign-in?next=${encodeURIComponent(returnTo)}` : "/sign-in");
  return self;
}

export const requireActor = async (tenant: string, returnTo: string): Promise<Actor> => ({
  self: await requireSelf(returnTo),
  tenant,
});

/** The unfinished process of this browser; null when there is none of that purpose. */
export const currentFlow = cache(
  async <P extends FlowPurpose>(purpose: P): Promise<Flow<P> | null> =>
    flowOf(purpose, await flowSecret(purpose), await currentTrace()),
);
