import "server-only";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { FlowSelf, SessionSelf } from "@/lib/access/actor";
import { giveBackCode } from "@/lib/factors/sign-in-code";
import type { Added } from "@/lib/passkeys/add";
import type { BoundTo } from "@/lib/passkeys/challenge";
import type { PasskeyVerdict } from "@/lib/passkeys/check";
import { newSecret } from "@/lib/secrets";
import type { FormState } from "./form-state";

const COOKIE = "__Host-passkey";
const MINUTES = 10;

/** What ties a question to this browser before anybody is known; kept, so that two tabs work side by side. */
export async function browserOfRequest(): Promise<BoundTo> {
  const jar = await cookies();
  const secret = jar.get(COOKIE)?.value ?? newSecret();
  jar.set(COOKIE, secret, {
    httpOnly: true,
    secure: true,
    path: "/",
    sameSite: "strict",
    maxAge: MINUTES * 60,
  });
  return `browser:${secret}:use`;
}

/** For the browser's own dialog. */
export const asking = async (challenge: string): Promise<FormState> => ({ status: "idle", challenge });

type NotTaken = Exclude<PasskeyVerdict | Added, { verdict: "right" }>["verdict"];

/** Why a passkey was not taken, and what to do. */
export async function passkeyToldNo(verdict: NotTaken): Promise<FormState> {
  const t = await getTranslations("passkey.told");
  return { status: "refused", message: t(verdict) };
}

export async function giveBackPasskey(self: FlowSelf | SessionSelf): Promise<void> {
  const flowId = self.kind === "session" ? self.sessionId : self.flowId;
  await giveBackCode({ flowId, identityId: self.identityId });
}
