import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { env } from "@/lib/env";
import type { Asking } from "@/lib/recovery/ask";
import { seal, unseal } from "@/lib/secrets";

const ASKED_COOKIE = "__Host-asked";
const HOUR_SECONDS = 3600;
const BOUND = "asked cookie";

/** What was asked for by mail, or set, in this browser within the hour, and for whom. */
const Asked = z.object({
  name: z.string(),
  company: z.string().optional(),
  purposes: z.array(z.enum(["reset", "key"])),
  /** The password was set here, or kept: what comes next, and by which invitation. */
  set: z
    .object({
      questions: z.boolean(),
      secondStep: z.boolean().optional(),
      isKept: z.boolean().optional(),
      ref: z.string().optional(),
    })
    .optional(),
});
export type AskedHere = z.output<typeof Asked>;

/** Null when nothing was, or somebody tampered with it. */
export async function askedHere(): Promise<AskedHere | null> {
  const cookie = (await cookies()).get(ASKED_COOKIE)?.value;
  if (!cookie) return null;
  try {
    return Asked.parse(JSON.parse(unseal(cookie, BOUND)));
  } catch {
    return null;
  }
}

/** In a cookie, so that no name stands in an address. */
async function keepAsked(asked: AskedHere): Promise<void> {
  (await cookies()).set(ASKED_COOKIE, seal(JSON.stringify(asked), BOUND), {
    httpOnly: true,
    secure: true,
    path: "/",
    sameSite: "lax",
    maxAge: HOUR_SECONDS,
  });
}

/** The same page for every name (T5); the questions of one name add up. */
export async function rememberAsking({ name, company, purpose }: Asking): Promise<string> {
  const before = await askedHere();
  const earlier = before?.name === name ? before.purposes.filter((one) => one !== purpose) : [];
  await keepAsked({ name, ...(company && { company }), purposes: [...earlier, purpose] });
  return "/forgot/sent";
}

/** The name to sign in with, after a new password. */
export const rememberName = (set: Omit<AskedHere, "purposes">): Promise<void> =>
  keepAsked({ ...set, purposes: [] });

/** Which sender to look for. */
export const mailSender = () => env().MAIL_FROM ?? "";
