import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { z } from "zod";
import { type Language, languageOfHeader, languages } from "@/lib/i18n/languages";
import { currentSession } from "./current";

export const LOOK_COOKIE = "__Host-look";
const YEAR_SECONDS = 365 * 24 * 60 * 60;

const Look = z.object({
  language: z.enum(languages).optional().catch(undefined),
  theme: z.enum(["light", "dark", "system"]).optional().catch(undefined),
  density: z.enum(["comfortable", "compact"]).optional().catch(undefined),
  /** Whether single keys do something (WCAG 2.1.4). */
  keys: z.enum(["on", "off"]).optional().catch(undefined),
});

export type Look = z.infer<typeof Look>;

function lookOf(cookie: string | undefined): Look {
  try {
    const parsed = Look.safeParse(JSON.parse(decodeURIComponent(cookie ?? "")));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** What this device remembers about language, theme and density. */
export const currentLook = cache(
  async (): Promise<Look> => lookOf((await cookies()).get(LOOK_COOKIE)?.value),
);

/** The language somebody signed in has chosen; the pages that say what went wrong need no database for it. */
async function ownLanguage(): Promise<Language | null> {
  try {
    return (await currentSession())?.language ?? null;
  } catch {
    return null;
  }
}

/** The language of this request: the person's own, then this device's, then the browser's. */
export const currentLanguage = cache(async (): Promise<Language> => {
  const own = await ownLanguage();
  if (own) return own;
  const { language } = await currentLook();
  return language ?? languageOfHeader((await headers()).get("accept-language")) ?? "en";
});

/** Changes only what the form names; anything else in it is ignored. */
export async function rememberLook(form: FormData): Promise<void> {
  const jar = await cookies();
  const chosen = Look.parse(Object.fromEntries(form));
  const named = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  const look: Look = { ...lookOf(jar.get(LOOK_COOKIE)?.value), ...named };
  jar.set(LOOK_COOKIE, JSON.stringify(look), {
    httpOnly: true,
    secure: true,
    sameSite: "lax",
    path: "/",
    maxAge: YEAR_SECONDS,
  });
}
