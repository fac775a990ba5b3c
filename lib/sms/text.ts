import type { Outcome } from "@/lib/mail/trouble";

/** One text message to one number, as a transport takes it. */
export type Text = {
  /** The message's own id. */
  id: string;
  /** With its plus and country code. */
  to: string;
  body: string;
};

export type TextTransport = { send(text: Text): Promise<Outcome> };
