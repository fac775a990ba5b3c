import { env } from "@/lib/env";
import { transport } from "@/lib/mail/transport";
import { gatewayTransport } from "./gateway-transport";
import type { TextTransport } from "./text";
import { twilioTransport } from "./twilio-transport";

let chosen: TextTransport | undefined;

/** A gateway that takes mail when one is named, else Twilio. */
export function textTransport(): TextTransport {
  const { TEXT_GATEWAY, TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: secret, TWILIO_FROM: from } = env();
  if (TEXT_GATEWAY) chosen ??= gatewayTransport(TEXT_GATEWAY, transport);
  else if (sid && secret && from)
    chosen ??= twilioTransport({ sid, secret, from, apiKey: env().TWILIO_API_KEY });
  if (!chosen) throw new Error("no transport for texts is configured");
  return chosen;
}
