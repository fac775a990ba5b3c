"use server";

import { z } from "zod";
import { putOffSecondStep } from "@/lib/sign-in/put-off";
import { setUpSecondStepNow } from "@/lib/sign-in/set-up-now";
import { identityAction } from "@/lib/web/identity-action";
import { leadOnFromPuttingOff, leadOnToSetUp } from "@/lib/web/second-step-due";

/** In with the password alone: the date is still ahead. */
export const putOff = identityAction({
  as: "sign-in",
  input: z.strictObject({}),
  run: putOffSecondStep,
  next: leadOnFromPuttingOff,
});

export const setUpNow = identityAction({
  as: "sign-in",
  input: z.strictObject({}),
  run: setUpSecondStepNow,
  next: leadOnToSetUp,
});
