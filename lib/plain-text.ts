import { z } from "zod";

/** One line that somebody types and the database keeps or compares: it takes no NUL, and people see no other. */
export const PlainText = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, "text_characters");
