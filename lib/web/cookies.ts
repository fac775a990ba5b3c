import "server-only";
import { cookies } from "next/headers";
import type { FlowPurpose } from "@/db/schema/sessions";
import { FLOW_MINUTES } from "@/lib/sign-in/flow";
import { deviceFor } from "@/lib/sign-in/known-device";
import type { Trusted } from "@/lib/sign-in/trusted-device";
import { keepDoor } from "./door";

const base = { httpOnly: true, secure: true, path: "/" } as const;
const YEAR_SECONDS = 365 * 24 * 3600;
const LINK_SECONDS = 3600;
const MOST_LINKS = 5;

export const SESSION_COOKIE = "__Host-session";
export const DEVICE_COOKIE = "__Host-device";
const LINK = "__Host-link-";
const flowCookie = (purpose: FlowPurpose) => `__Host-flow-${purpose}`;

export const sessionCookieOptions = { ...base, sameSite: "lax" } as const;

/** A complete sign-in: the session's cookie, and a device that is known from now on. */
export async function keepSession(secret: string, identityId: string): Promise<void> {
  const jar = await cookies();
  jar.set(SESSION_COOKIE, secret, sessionCookieOptions);
  await dropFlows();
  const device = deviceFor(identityId, jar.get(DEVICE_COOKIE)?.value);
  jar.set(DEVICE_COOKIE, device, { ...base, sameSite: "lax", maxAge: YEAR_SECONDS });
  await keepDoor(identityId);
}

export async function dropSession(): Promise<void> {
  (await cookies()).set(SESSION_COOKIE, "", { ...sessionCookieOptions, maxAge: 0 });
  await dropFlows();
}

export async function keepFlow(purpose: FlowPurpose, secret: string): Promise<void> {
  (await cookies()).set(flowCookie(purpose), secret, {
    ...base,
    sameSite: "strict",
    maxAge: FLOW_MINUTES[purpose] * 60,
  });
}

export async function dropFlow(purpose: FlowPurpose): Promise<void> {
  (await cookies()).set(flowCookie(purpose), "", { ...base, sameSite: "strict", maxAge: 0 });
}

/** Whoever sits here next goes on with nobody's set-up. */
async function dropFlows(): Promise<void> {
  const jar = await cookies();
  for (const purpose of Object.keys(FLOW_MINUTES) as FlowPurpose[])
    if (jar.has(flowCookie(purpose))) await dropFlow(purpose);
}

export const flowSecret = async (purpose: FlowPurpose) => (await cookies()).get(flowCookie(purpose))?.value;

/** Lax: a strict cookie set on the way from a mail is not sent after the redirect. */
export async function keepLink(ref: string, secret: string): Promise<void> {
  const jar = await cookies();
  const others = jar.getAll().filter(({ name }) => name.startsWith(LINK) && name !== `${LINK}${ref}`);
  for (const { name } of others.slice(0, Math.max(others.length - MOST_LINKS + 1, 0)))
    jar.set(name, "", { ...base, sameSite: "lax", maxAge: 0 });
  jar.set(`${LINK}${ref}`, secret, { ...base, sameSite: "lax", maxAge: LINK_SECONDS });
}

/** The mailed secret this browser holds for a clean page; null without its cookie. */
export const linkSecret = async (ref: string): Promise<string | null> =>
  /^[a-z0-9]{1,20}$/.test(ref) ? ((await cookies()).get(`${LINK}${ref}`)?.value ?? null) : null;

const TRUSTED_COOKIE = "__Host-trusted";

/** This device need not show the second step until then. */
export async function keepTrusted({ secret, until }: Trusted): Promise<void> {
  (await cookies()).set(TRUSTED_COOKIE, secret, { ...base, sameSite: "lax", expires: until });
}

export const trustedSecret = async () => (await cookies()).get(TRUSTED_COOKIE)?.value;
