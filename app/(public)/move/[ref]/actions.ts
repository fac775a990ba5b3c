"use server";

import { mailCodeAgain } from "@/lib/migration/mail-code-again";
import { offerByAccessKey } from "@/lib/migration/offer-by-access-key";
import { AccessKeyProof } from "@/lib/migration/prove-access-key";
import {
  accessKeyPosts,
  codeAgainOfRequest,
  leadOnFromCodeAgain,
  leadOnFromProof,
  proofOfRequest,
  proveAndOffer,
  provedHere,
  RefOnly,
} from "@/lib/web/access-key";
import { publicAction } from "@/lib/web/public-action";

/** The code from the mail, and that of the old app where there was one: then the invitation. */
export const prove = publicAction({
  reason: "access key",
  limit: accessKeyPosts,
  input: AccessKeyProof,
  before: proofOfRequest,
  run: proveAndOffer,
  next: leadOnFromProof,
});

/** "No mail?": another code, to the same mailbox. */
export const sendAgain = publicAction({
  reason: "access key",
  limit: accessKeyPosts,
  input: RefOnly,
  before: codeAgainOfRequest,
  run: mailCodeAgain,
  next: leadOnFromCodeAgain,
});

/** Proved already: to the invitation again. */
export const goOn = publicAction({
  reason: "access key",
  limit: accessKeyPosts,
  input: RefOnly,
  before: provedHere,
  run: async (tx, row) => ({ verdict: "in" as const, ...(await offerByAccessKey(tx, row)) }),
  next: leadOnFromProof,
});
