import { z } from "zod";

const LONGEST = 500;

/** Where to go after the sign-in. Nobody types it, so that what cannot be a path counts as none. */
export const ReturnTo = z
  .string()
  .max(LONGEST)
  .regex(/^\P{Cc}*$/u)
  .catch("")
  .optional();
