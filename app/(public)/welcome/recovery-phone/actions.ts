"use server";

import { z } from "zod";
import { passGate } from "@/lib/factors/pass-gate";
import { confirmNumberOfSetUp } from "@/lib/phones/confirm-number";
import { enterNumber, sendNumberAgain } from "@/lib/phones/enter-number";
import { NumberDraft } from "@/lib/phones/number";
import { findSentCode, TextCodeDraft } from "@/lib/phones/sent-code";
import { identityAction } from "@/lib/web/identity-action";
import { GATE, leadOnFromGate, numberAgainOfRequest, numberOfRequest, SENT_AGAIN } from "@/lib/web/phones";
import { leadOnFromSetUp } from "@/lib/web/set-up";

/** A number, and a text to it. */
export const giveNumber = identityAction({
  as: "activation",
  input: NumberDraft,
  before: numberOfRequest<"activation">,
  run: enterNumber,
  next: async () => GATE,
});

/** Another text to the number that waits. */
export const sendAgain = identityAction({
  as: "activation",
  input: z.strictObject({}),
  before: numberAgainOfRequest<"activation">,
  run: sendNumberAgain,
  next: async () => `${GATE}?${SENT_AGAIN}`,
});

/** The code came back: the number counts, and on to what is still asked. */
export const saveNumber = identityAction({
  as: "activation",
  input: TextCodeDraft,
  before: findSentCode<"activation">,
  run: confirmNumberOfSetUp,
  next: leadOnFromGate,
});

/** "Not now": nobody must give a number. */
export const goOnWithout = identityAction({
  as: "activation",
  input: z.strictObject({}),
  run: (tx) => passGate(tx, "recovery-phone"),
  next: leadOnFromSetUp,
});
