"use server";

import { z } from "zod";
import { confirmNumber, removePhone } from "@/lib/phones/confirm-number";
import { enterNumber, sendNumberAgain } from "@/lib/phones/enter-number";
import { NumberDraft } from "@/lib/phones/number";
import { findSentCode, TextCodeDraft } from "@/lib/phones/sent-code";
import { SECURITY } from "@/lib/web/account";
import { identityAction } from "@/lib/web/identity-action";
import {
  leadOnFromOwnPhone,
  numberAgainOfRequest,
  numberOfRequest,
  OWN_PHONE,
  SENT_AGAIN,
} from "@/lib/web/phones";

/** A new number, and a text to it; the old one counts meanwhile. */
export const giveOwnNumber = identityAction({
  as: "session",
  fresh: true,
  input: NumberDraft,
  before: numberOfRequest<"session">,
  run: enterNumber,
  next: async () => OWN_PHONE,
});

/** Another text to the number that waits. */
export const sendOwnAgain = identityAction({
  as: "session",
  fresh: true,
  input: z.strictObject({}),
  before: numberAgainOfRequest<"session">,
  run: sendNumberAgain,
  next: async () => `${OWN_PHONE}?${SENT_AGAIN}`,
});

/** The code came back: the new number takes over. */
export const registerNumber = identityAction({
  as: "session",
  fresh: true,
  input: TextCodeDraft,
  before: findSentCode<"session">,
  run: confirmNumber,
  next: leadOnFromOwnPhone,
});

/** No recovery phone any more. */
export const removeOwnPhone = identityAction({
  as: "session",
  fresh: true,
  input: z.strictObject({}),
  run: removePhone,
  next: async () => `${SECURITY}?done=phoneRemoved`,
});
