import { getLocale, getTranslations } from "next-intl/server";
import { isLanguage } from "@/lib/i18n/languages";
import { dayIn } from "@/lib/i18n/sentences";
import { lastDayOf } from "@/lib/time";
import type { Offer } from "./offer";

const keys = [
  "title",
  "close",
  "email",
  "emailHint",
  "name",
  "userName",
  "userNameHint",
  "userNameIsEmail",
  "roles",
  "rolesHint",
  "mailIn",
  "addNote",
  "note",
  "noteHint",
  "send",
  "worksUntil",
  "findInList",
  "review",
  "reviewSend",
  "reviewChange",
  "problem",
] as const;

export type InviteWords = Record<(typeof keys)[number], string> & {
  until: string;
  untilElevated: string;
};

/** All sentences of the panel: its client part translates nothing. */
export async function inviteWords({ until, untilElevated, timeZone }: Offer): Promise<InviteWords> {
  const t = await getTranslations();
  const locale = await getLocale();
  const day = (moment: Date) => dayIn(isLanguage(locale) ? locale : "en", timeZone, lastDayOf(moment));
  const said = Object.fromEntries(keys.map((key) => [key, t(`invite.${key}`)])) as Record<
    (typeof keys)[number],
    string
  >;
  return {
    ...said,
    until: day(until),
    untilElevated: day(untilElevated),
  };
}
