"use server";

import { z } from "zod";
import { Acceptance } from "@/lib/invitations/acceptance";
import { declineInvitation } from "@/lib/invitations/decline";
import { markOpened } from "@/lib/invitations/opened";
import { requestInvitationAgain } from "@/lib/invitations/request-again";
import { acceptKeeping, KeepingPassword, prepareKeeping } from "@/lib/web/access-key";
import {
  acceptPrepared,
  invitationPosts,
  LinkChoice,
  leadOnFromAcceptance,
  prepareAcceptance,
  resendPosts,
  secretOf,
  secretToSendAgain,
} from "@/lib/web/invitation";
import { followPastedLink } from "@/lib/web/mailed-link";
import { publicAction } from "@/lib/web/public-action";

/** Spends the link: account, password, and the person is joined to it. */
export const accept = publicAction({
  reason: "accept invitation",
  limit: invitationPosts,
  input: Acceptance,
  before: prepareAcceptance,
  run: acceptPrepared,
  next: leadOnFromAcceptance,
});

/** The same with the password of the old account, which was typed at the old door. */
export const acceptWithOldPassword = publicAction({
  reason: "accept invitation",
  limit: invitationPosts,
  input: KeepingPassword,
  before: prepareKeeping,
  run: acceptKeeping,
  next: leadOnFromAcceptance,
});

/** "This is not for me." */
export const decline = publicAction({
  reason: "mailed link",
  limit: invitationPosts,
  input: LinkChoice,
  before: secretOf,
  run: declineInvitation,
  next: async () => ({ status: "done", key: "declined" }),
});

/** "Send me a new link": to the address it was mailed to, and to no other. */
export const requestAgain = publicAction({
  reason: "request invitation again",
  limit: resendPosts,
  input: LinkChoice,
  before: secretToSendAgain,
  run: requestInvitationAgain,
  next: async (answer) => ({ status: "done", key: answer === "sent" ? "link_sent" : "inviter_asked" }),
});

/** A person has touched the page. */
export const opened = publicAction({
  reason: "mailed link",
  limit: invitationPosts,
  input: LinkChoice,
  before: secretOf,
  run: markOpened,
  next: async () => ({ status: "done", key: "opened" }),
});

/** A link pasted from the mail. */
export const paste = publicAction({
  reason: "mailed link",
  limit: resendPosts,
  input: z.strictObject({ link: z.string().trim().min(1, "link_missing").max(2000, "link_wrong") }),
  before: async ({ link }) => followPastedLink(link),
  run: async () => null,
  next: async () => ({ status: "refused", key: "link_unknown" }),
});
