import { Resend } from "resend";
import { z } from "zod";
import { MESSAGE_TAG } from "./resend-transport";
import { troubleOfReply } from "./smtp-transport";
import type { Trouble } from "./trouble";

const kinds = {
  "email.sent": "sent",
  "email.delivery_delayed": "delayed",
  "email.delivered": "delivered",
  "email.bounced": "bounced",
  "email.suppressed": "bounced",
  "email.complained": "complained",
  "email.failed": "failed",
} as const;

type EventType = keyof typeof kinds;

/** What the provider says has become of a mail. */
export type Report = {
  /** The same each time the report is repeated. */
  providerEventId: string;
  providerId: string;
  /** Our own id, when the mail carried it. */
  messageId: string | null;
  kind: (typeof kinds)[EventType];
  at: Date;
  trouble: Trouble | null;
};

export type Signed = { id: string; timestamp: string; signature: string; body: string };

const Bounce = z.object({
  type: z.string().catch(""),
  subType: z.string().catch(""),
  message: z.string().catch(""),
});
type Bounce = z.output<typeof Bounce>;

const Tags = z
  .union([
    z.record(z.string(), z.string()),
    z
      .array(z.object({ name: z.string(), value: z.string() }))
      .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
  ])
  .catch({});

const Told = z.object({
  type: z.string().refine((type): type is EventType => Object.hasOwn(kinds, type)),
  created_at: z.coerce.date().catch(() => new Date()),
  data: z.object({
    email_id: z.string().min(1).max(200),
    tags: Tags,
    bounce: Bounce.catch({ type: "", subType: "", message: "" }),
  }),
});

const bySubType: Partial<Record<string, Trouble>> = {
  NoEmail: "mailbox_unknown",
  Suppressed: "suppressed",
  OnAccountSuppressionList: "suppressed",
  MailboxFull: "mailbox_full",
  MessageTooLarge: "content_refused",
  ContentRejected: "content_refused",
  AttachmentRejected: "content_refused",
};

/** Only what the mail server says is for good counts as such: an unclear bounce may be tried again. */
function troubleOfBounce({ type, subType, message }: Bounce): Trouble {
  const known = bySubType[subType];
  if (known) return known;
  return type === "Permanent" ? (troubleOfReply(message) ?? "address_refused") : "returned";
}

const troubleOf: Record<EventType, (bounce: Bounce) => Trouble | null> = {
  "email.sent": () => null,
  "email.delivery_delayed": () => "delayed",
  "email.delivered": () => null,
  "email.bounced": troubleOfBounce,
  "email.suppressed": () => "suppressed",
  "email.complained": () => "complained",
  "email.failed": () => "not_accepted_from_us",
};

// Signatures need no key of the interface, but the class asks for one.
const { webhooks } = new Resend("re_none");

/** What was signed, or "forged"; a signed text that is no JSON counts as nothing. */
function proved({ body, ...headers }: Signed, webhookSecret: string): unknown {
  try {
    return webhooks.verify({ payload: body, headers, webhookSecret });
  } catch (error) {
    return error instanceof SyntaxError ? null : "forged";
  }
}

/** The report in a signed request; null for one about something else, "forged" for one that is not the provider's. */
export function reportIn(signed: Signed, secret: string): Report | null | "forged" {
  const event = proved(signed, secret);
  if (event === "forged") return event;
  const told = Told.safeParse(event);
  if (!told.success) return null;
  const { type, created_at: at, data } = told.data;
  return {
    providerEventId: signed.id,
    providerId: data.email_id,
    messageId: z.uuid().safeParse(data.tags[MESSAGE_TAG]).data ?? null,
    kind: kinds[type],
    at,
    trouble: troubleOf[type](data.bounce),
  };
}
