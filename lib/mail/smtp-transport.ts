import { createTransport } from "nodemailer";
import { z } from "zod";
import type { Mail, Transport } from "./mail";
import type { Outcome, Trouble } from "./trouble";

const SECONDS = 1000;

const Fault = z.object({
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
});

// The enhanced status codes of RFC 3463 say more than 550.
const byReply: [RegExp, Trouble][] = [
  [/\b5\.1\.[1-3]\b|\b5\.1\.10\b/, "mailbox_unknown"],
  [/\b5\.2\.2\b|^552/, "mailbox_full"],
  [/^55[013]\b(?!.*\b5\.7\.)/, "mailbox_unknown"],
];

/** What a mail server gives as its reason, when it says one that we know. */
export const troubleOfReply = (reply: string): Trouble | undefined =>
  byReply.find(([pattern]) => pattern.test(reply))?.[1];

/** An address that is refused for good bounces; a server that is away or busy is asked again. */
export function outcomeOf(error: unknown): Outcome {
  const { responseCode = 0, response = "", command = "" } = Fault.parse(error);
  if (responseCode >= 400 && responseCode < 500) return { status: "later", trouble: "asked_to_wait" };
  if (responseCode < 500) return { status: "later", trouble: "unreachable" };
  if (command === "RCPT TO") {
    return { status: "bounced", trouble: troubleOfReply(response) ?? "address_refused" };
  }
  if (command === "DATA") return { status: "failed", trouble: "content_refused" };
  return { status: "later", trouble: "not_accepted_from_us" };
}

const isLoopback = (url: string) => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

export function smtpTransport(url: string): Transport {
  const server = createTransport({
    url,
    pool: true,
    maxConnections: 4,
    // A link must not travel in clear; a relay on this machine needs no TLS.
    requireTLS: !isLoopback(url) && new URL(url).protocol === "smtp:",
    connectionTimeout: 10 * SECONDS,
    greetingTimeout: 10 * SECONDS,
    socketTimeout: 20 * SECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { send: (mail) => sendBy(server, mail) };
}

async function sendBy(server: ReturnType<typeof createTransport>, mail: Mail): Promise<Outcome> {
  const { id, from, to, replyTo, subject, html, text } = mail;
  try {
    await server.sendMail({
      from,
      to: { name: "", address: to },
      envelope: { from: from.address, to: [to] },
      ...(replyTo && { replyTo: { name: "", address: replyTo } }),
      messageId: `<${id}@${from.address.slice(from.address.lastIndexOf("@") + 1)}>`,
      headers: { "Auto-Submitted": "auto-generated" },
      subject,
      ...(html && { html }),
      text,
    });
    return { status: "sent" };
  } catch (error) {
    return outcomeOf(error);
  }
}
