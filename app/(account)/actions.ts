"use server";

import { endOwnSession, endOwnSessions, LinkToKeep, Nothing } from "@/lib/sign-in/sign-out";
import { identityAction } from "@/lib/web/identity-action";
import { afterSignOut, backToLink } from "@/lib/web/sign-out";

export const signOut = identityAction({
  as: "session",
  input: Nothing,
  run: endOwnSession,
  next: async () => afterSignOut("here"),
});

export const signOutEverywhere = identityAction({
  as: "session",
  input: Nothing,
  run: endOwnSessions,
  next: async () => afterSignOut("everywhere"),
});

/** "Sign out and continue": the invitation stays open in this browser. */
export const signOutToLink = identityAction({
  as: "session",
  input: LinkToKeep,
  run: async (tx, { ref }) => {
    await endOwnSession(tx);
    return ref;
  },
  next: backToLink,
});
