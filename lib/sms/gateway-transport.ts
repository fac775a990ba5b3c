import { env } from "@/lib/env";
import type { Transport } from "@/lib/mail/mail";
import type { TextTransport } from "./text";

/** A mail to the number's own address, which the gateway turns into a text message. */
export const gatewayTransport = (pattern: string, mail: () => Transport): TextTransport => ({
  send: ({ id, to, body }) =>
    mail().send({
      id,
      to: pattern.replace("{number}", to.replace(/\D/g, "")),
      from: { name: "Portico", address: env().MAIL_FROM ?? "" },
      subject: "Portico",
      text: body,
    }),
});
