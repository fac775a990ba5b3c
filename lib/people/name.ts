import { z } from "zod";

const LONGEST = 200;
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A person's name in any script, without control, direction and zero-width characters. */
export const PersonName = z
  .string()
  .trim()
  .min(1, "name_missing")
  .refine((name) => [...name].length <= LONGEST, "name_long")
  .refine((name) => !forbidden.test(name), "name_characters");
