import { env } from "@/lib/env";

/** Whether this Portico can send text messages at all. */
export const textsOn = () => Boolean(env().TEXT_GATEWAY ?? env().TWILIO_ACCOUNT_SID);

/** No text goes to these, neither when a number is entered nor when it is used. */
export const isBlocked = (country: string) => env().TEXT_BLOCKED_COUNTRIES.includes(country);

/** A code sent by text works so long, and the text itself is not sent later (OWASP ASVS 5.0, 6.5.5). */
export const TEXT_MINUTES = 10;
