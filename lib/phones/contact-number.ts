import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/mobile";

/** A number to call, landlines and switchboards with it, as it is written abroad; null for anything else. */
export function contactNumber(typed: string, home: string): string | null {
  const defaultCountry: CountryCode = isSupportedCountry(home) ? home : "NL";
  const parsed = parsePhoneNumberFromString(typed, { defaultCountry, extract: false });
  // The small metadata knows which mobile numbers exist; of others only how long they can be.
  return parsed?.isPossible() ? parsed.formatInternational() : null;
}
