import { createGuardrails, verify } from "otplib";
import { PERIOD_SECONDS } from "@/lib/factors/totp";

// Keys of 80 bits were common; here it only guards the old door, besides the password and the mailbox.
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 8 });

/** This step of the old app and the one before; a key that is none matches nothing. */
export async function matchesOldTotp(key: string, digits: string): Promise<boolean> {
  const secret = key.replace(/[\s=-]/g, "").toUpperCase();
  try {
    const { valid } = await verify({
      secret,
      token: digits,
      guardrails,
      epochTolerance: [PERIOD_SECONDS, 0],
    });
    return valid;
  } catch {
    return false;
  }
}
