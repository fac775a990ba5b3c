import { z } from "zod";
import type { PolicyFields } from "@/lib/policy/fields";
import { emailKeyOf } from "./email";

const LONGEST = 64;
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The one form in which user names are compared; null for what can be nobody's. */
export function userNameKeyOf(typed: string): string | null {
  const text = typed.normalize("NFKC").trim();
  const length = [...text].length;
  if (length < 1 || length > LONGEST || forbidden.test(text)) return null;
  // One that is an address is compared as addresses are.
  return emailKeyOf(text) ?? text.toLowerCase().normalize("NFKC");
}

/** A user name as typed, proved to have a key. */
export const UserName = z
  .string()
  .trim()
  .min(1, "user_name_missing")
  .refine((text) => [...text.normalize("NFKC")].length <= LONGEST, "user_name_long")
  .refine((text) => !forbidden.test(text), "user_name_characters");

type Given = { userName: string | undefined; email: string; rule: PolicyFields["userName"] };
export type NamedBy = { userName: string; userNameKey: string } | null;
export type UserNameFault = "user_name_not_email" | "user_name_foreign_address";

/**
 * What is stored for a person; null for no user name. One with an @ must be the person's own address,
 * or somebody could be called by the address of another.
 */
export function userNameOf({ userName, email, rule }: Given): NamedBy | UserNameFault {
  const emailKey = emailKeyOf(email);
  const wanted = userName ?? (rule === "equals_email" ? email : undefined);
  const userNameKey = wanted === undefined ? null : userNameKeyOf(wanted);
  if (wanted === undefined || userNameKey === null) return null;
  if (userNameKey === emailKey) return { userName: wanted.trim(), userNameKey };
  if (rule === "equals_email") return "user_name_not_email";
  return userNameKey.includes("@") ? "user_name_foreign_address" : { userName: wanted.trim(), userNameKey };
}
