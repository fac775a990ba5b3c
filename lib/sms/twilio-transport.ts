import { z } from "zod";
import type { Outcome } from "@/lib/mail/trouble";
import type { Text, TextTransport } from "./text";

const PATIENCE_MS = 10_000;

export type TwilioSettings = { sid: string; apiKey?: string | undefined; secret: string; from: string };

const Fault = z.object({
  status: z.number().optional().catch(undefined),
  code: z.coerce.number().optional().catch(undefined),
});

// Twilio's own numbers: not a number, not a mobile one, has said STOP, cannot be reached from this sender.
const NEVER = [21211, 21214, 21217, 21219, 21610, 21612, 21614];

/** Only a number that will never be taken is final; an outage, a limit and a wrong key may pass. */
export function outcomeOf(error: unknown): Outcome {
  const { status = 0, code = 0 } = Fault.safeParse(error).data ?? {};
  if (NEVER.includes(code)) return { status: "failed", trouble: "number_refused" };
  if (status === 429) return { status: "later", trouble: "asked_to_wait" };
  if (status === 0 || status >= 500) return { status: "later", trouble: "unreachable" };
  return { status: "later", trouble: "not_accepted_from_us" };
}

type HttpClient = NonNullable<ConstructorParameters<typeof import("twilio").Twilio>[2]>["httpClient"];

/** Loads its package at the first text: most installations never need it. */
export function twilioTransport(settings: TwilioSettings, httpClient?: HttpClient): TextTransport {
  const { sid, apiKey = sid, secret, from } = settings;
  const sender = from.startsWith("MG") ? { messagingServiceSid: from } : { from };
  const opened = import("twilio").then(({ default: twilio }) =>
    twilio(apiKey, secret, { accountSid: sid, timeout: PATIENCE_MS, ...(httpClient && { httpClient }) }),
  );
  // Told at the first send, not as a fault of nobody.
  opened.catch(() => undefined);
  return {
    async send({ to, body }: Text) {
      const client = await opened;
      try {
        const { sid: providerId } = await client.messages.create({ to, body, ...sender });
        return { status: "sent", providerId };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}
