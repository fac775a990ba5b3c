import { Resend } from "resend";
import type { Mail, Transport } from "./mail";
import type { Outcome } from "./trouble";

const PATIENCE_MS = 10_000;
export const MESSAGE_TAG = "message";

type Refused = { name: string; statusCode: number | null };

/** Only what will never be taken is final; an outage, a limit and a wrong key may pass. */
export function outcomeOf({ name, statusCode }: Refused): Outcome {
  if (statusCode === null || statusCode >= 500) return { status: "later", trouble: "unreachable" };
  if (statusCode === 429 || statusCode === 409) return { status: "later", trouble: "asked_to_wait" };
  if (statusCode === 422 || name === "validation_error")
    return { status: "failed", trouble: "address_refused" };
  return { status: "later", trouble: "not_accepted_from_us" };
}

// A quoted name (RFC 5322); quotes and backslashes would end it.
const mailbox = ({ name, address }: Mail["from"]) => `"${name.replace(/["\\]/g, "")}" <${address}>`;

export function resendTransport(key: string, baseUrl: string | undefined): Transport {
  const resend = new Resend(key, baseUrl ? { baseUrl } : {});
  return {
    async send({ id, from, to, replyTo, subject, html, text }) {
      const headers = { "Auto-Submitted": "auto-generated" };
      const mail = {
        from: mailbox(from),
        to: [to],
        subject,
        ...(html && { html }),
        text,
        headers,
        // Comes back with each report, also with one that is faster than the answer to this.
        tags: [{ name: MESSAGE_TAG, value: id }],
        ...(replyTo && { replyTo }),
      };
      const answer = await resend.emails.send(mail, {
        idempotencyKey: `message/${id}`,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.error) return outcomeOf(answer.error);
      return { status: "sent", ...(answer.data && { providerId: answer.data.id }) };
    },
  };
}
