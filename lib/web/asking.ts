import "server-only";
import { getLocale } from "next-intl/server";
import type { Limit } from "@/lib/identity/limits";
import { type AskDraft, type Counted, countAsking } from "@/lib/recovery/ask";

/** Per client address: every question for a mail, whatever the name. */
export const askingLimit: Limit = { name: "mail asked from", most: 20, seconds: 3600 };

/** Counted by the name, before anything is looked up. */
export const askingFor =
  (purpose: Counted["purpose"]) =>
  async ({ name, company }: AskDraft): Promise<Counted> =>
    countAsking({ purpose, name, ...(company && { company }), language: await getLocale() });
