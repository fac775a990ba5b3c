import { env } from "@/lib/env";
import type { Transport } from "./mail";
import { resendTransport } from "./resend-transport";
import { smtpTransport } from "./smtp-transport";

let chosen: Transport | undefined;

/** An SMTP server when one is named, else Resend. */
export function transport(): Transport {
  const { SMTP_URL, RESEND_API_KEY, RESEND_BASE_URL } = env();
  if (SMTP_URL) chosen ??= smtpTransport(SMTP_URL);
  else if (RESEND_API_KEY) chosen ??= resendTransport(RESEND_API_KEY, RESEND_BASE_URL);
  if (!chosen) throw new Error("no transport is configured");
  return chosen;
}
