import { createHmac, randomBytes } from "node:crypto";

export const newWebhookSecret = () => `whsec_${randomBytes(24).toString("base64")}`;

export type Told = {
  type: string;
  messageId?: string;
  providerId?: string;
  at?: Date;
  bounce?: { type?: string; subType?: string; message?: string };
};

/** What Resend posts when something has become of a mail. */
export const eventOf = ({ type, messageId, providerId = "prov-1", at = new Date(), bounce }: Told) =>
  JSON.stringify({
    type,
    created_at: at.toISOString(),
    data: {
      email_id: providerId,
      from: "portico@portico.example",
      to: ["anna@linde.test"],
      subject: "You are invited",
      ...(messageId && { tags: { message: messageId } }),
      ...(bounce && { bounce }),
    },
  });

type Signing = { secret: string; id?: string; at?: Date };

/** Signed by hand, as the scheme of Svix and Standard Webhooks says. */
export function signed(
  body: string,
  { secret, id = `msg_${randomBytes(9).toString("hex")}`, at = new Date() }: Signing,
) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "svix-id": id,
    "svix-timestamp": timestamp,
    "svix-signature": `v1,${signature}`,
  };
  return { body, headers };
}
