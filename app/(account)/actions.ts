"use server";

import { z } from "zod";
import { endOwnSession, endOwnSessions } from "@/lib/sign-in/sign-out";
import { identityAction } from "@/lib/web/identity-action";
import { afterSignOut, backToLink } from "@/lib/web/sign-out";

const nothing = z.strictObject({});

export const signOut = identityAction({
  as: "session",
  input: nothing,
  run: endOwnSession,
  next: async () => afterSignOut("here"),
});

export const signOutEverywhere = identityAction({
  as: "session",
  input: nothing,
  run: endOwnSessions,
  next: async () => afterSignOut("everywhere"),
});

/** "Sign out and continue": the invitation stays open in this browser. */
export const signOutToLink = identityAction({
  as: "session",
  input: z.strictObject({ ref: z.string().regex(/^[a-z0-9]{1,20}$/, "link_wrong") }),
  run: async (tx, { ref }) => {
    await endOwnSession(tx);
    return ref;
  },
  next: backToLink,
});
