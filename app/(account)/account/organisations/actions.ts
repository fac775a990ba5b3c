"use server";

import { Joining } from "@/lib/invitations/join";
import { identityAction } from "@/lib/web/identity-action";
import { joinOf, leadOnFromJoining } from "@/lib/web/joining";

/** Joins another organisation, signed in. */
export const joinInvitation = identityAction({
  as: "session",
  input: Joining,
  before: joinOf,
  run: async (_tx, _input, joined) => joined,
  next: leadOnFromJoining,
});
