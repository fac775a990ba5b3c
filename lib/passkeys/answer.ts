import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";

const MOST = 16_000;

/** What the browser's own dialog gave, as JSON in one field. */
export const PasskeyDraft = z.strictObject({
  answer: z.string().min(2, "passkey_missing").max(MOST, "passkey_long"),
});
export type PasskeyDraft = z.output<typeof PasskeyDraft>;

const text = z.string().min(1).max(MOST);
const coded = text.regex(/^[\w-]+$/);
const shared = { id: coded, rawId: coded, type: z.literal("public-key") };

const Used = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: coded,
    authenticatorData: coded,
    signature: coded,
    userHandle: coded.optional(),
  }),
});
const Made = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: coded,
    attestationObject: coded,
    transports: z
      .array(z.string().regex(/^[a-z-]{2,20}$/))
      .max(10)
      .default([]),
  }),
});
const ClientData = z.object({ challenge: z.string().regex(/^[\w-]{43}$/) });

function read<S extends z.ZodType>(schema: S, json: string): z.output<S> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

type Read<R> = { response: R; challenge: string };

const challengeIn = (coded: string) =>
  read(ClientData, Buffer.from(coded, "base64url").toString("utf8"))?.challenge ?? null;

/** The answer of a passkey that was used, and which challenge it says it answers; null when it is none. */
export function usedPasskeyIn({ answer }: PasskeyDraft): Read<AuthenticationResponseJSON> | null {
  const used = read(Used, answer);
  const challenge = used && challengeIn(used.response.clientDataJSON);
  if (!used || !challenge) return null;
  const { userHandle, ...response } = used.response;
  return {
    response: {
      ...used,
      response: { ...response, ...(userHandle && { userHandle }) },
      clientExtensionResults: {},
    },
    challenge,
  };
}

/** The same of a passkey that was made. */
export function madePasskeyIn({ answer }: PasskeyDraft): Read<RegistrationResponseJSON> | null {
  const made = read(Made, answer);
  const challenge = made && challengeIn(made.response.clientDataJSON);
  return made && challenge ? { response: { ...made, clientExtensionResults: {} }, challenge } : null;
}
