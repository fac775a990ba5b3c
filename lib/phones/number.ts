import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import { z } from "zod";
import { Refusal } from "@/lib/refusal";
import { isBlocked } from "@/lib/sms/texts";

const MOST = 40;

export const NumberDraft = z.strictObject({
  number: z.string().trim().min(1, "number_missing").max(MOST, "number_long"),
});
export type NumberDraft = z.output<typeof NumberDraft>;

export type MobileNumber = {
  /** With its plus and country code (E.164). */
  number: string;
  country: string;
};

/** A mobile number as people dial it at home, or with its country code; null for anything else. */
export function mobileNumber(typed: string, home: string): MobileNumber | null {
  const defaultCountry: CountryCode = isSupportedCountry(home) ? home : "NL";
  const parsed = parsePhoneNumberFromString(typed, { defaultCountry, extract: false });
  // Without extension: nobody reads a text at a switchboard.
  if (!parsed?.isValid() || !parsed.country || parsed.ext) return null;
  return { number: parsed.number, country: parsed.country };
}

type Where = {
  home: string;
  /** What is offered in its place. */
  withBackupCodes: boolean;
};

/** Throws at the field what keeps a text from reaching this number. */
export function reachableNumber(typed: string, { home, withBackupCodes }: Where): MobileNumber {
  const found = mobileNumber(typed, home);
  if (!found) throw new Refusal("number_form", {}, "number");
  const { country } = found;
  const no = withBackupCodes ? "country_blocked" : "country_blocked_alone";
  if (isBlocked(country)) throw new Refusal(no, { country }, "number");
  return found;
}
