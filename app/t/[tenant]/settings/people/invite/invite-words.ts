import { getLocale, getTranslations } from "next-intl/server";
import { dayIn } from "@/lib/i18n/sentences";
import { type Verdict, verdicts } from "@/lib/imports/judge";
import { MOST_IN_PANEL } from "@/lib/imports/limits";
import { lastDayOf } from "@/lib/time";
import type { PreviewWords } from "../../../mail-preview";
import { previewWords } from "../../../preview-words";
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
  "fromList",
  "review",
  "reviewSend",
  "reviewChange",
  "problem",
  "seeMail",
  "mailHint",
  "keep",
  "change",
  "resend",
  "restore",
] as const;

export type InviteWords = Record<(typeof keys)[number], string> & {
  until: string;
  untilElevated: string;
  sendSeveral: string;
  sendList: string;
  isList: string;
  takeOut: string;
  /** What would become of an address, by its verdict. */
  outcomes: Partial<Record<Verdict | (typeof ownOutcomes)[number], string>>;
  preview: PreviewWords;
  locale: string;
  timeZone: string;
};

/** Said of an address in the panel, where a list speaks of its rows. */
const ownOutcomes = [
  "meant",
  "twice",
  "invited",
  "expired",
  "left",
  "active",
  "started",
  "suspended",
] as const;

/** With its holes left open: the browser fills them in as somebody types. */
async function openWords() {
  const t = await getTranslations("imports.todo");
  const own = await getTranslations("invite.outcomes");
  const open = { line: "{line}", role: "{role}" };
  const blanks = { day: "{day}", better: "{better}" };
  return Object.fromEntries([
    ...verdicts.map((verdict) => [verdict, t(verdict, open)]),
    ...ownOutcomes.map((outcome) => [outcome, own(outcome, blanks)]),
  ]);
}

/** All sentences of the panel: its client part translates nothing. */
export async function inviteWords({ until, untilElevated, timeZone }: Offer): Promise<InviteWords> {
  const t = await getTranslations();
  const locale = await getLocale();
  const day = (moment: Date) => dayIn(locale, timeZone, lastDayOf(moment));
  const said = Object.fromEntries(keys.map((key) => [key, t(`invite.${key}`)])) as Record<
    (typeof keys)[number],
    string
  >;
  return {
    ...said,
    until: day(until),
    untilElevated: day(untilElevated),
    sendSeveral: t("invite.sendSeveral", { count: "{count}" }),
    sendList: t("invite.sendList", { count: "{count}" }),
    isList: t("invite.isList", { count: "{count}", most: MOST_IN_PANEL }),
    takeOut: t("invite.takeOut", { email: "{email}" }),
    outcomes: await openWords(),
    preview: await previewWords(),
    locale: locale === "nl" ? "nl-NL" : "en-GB",
    timeZone,
  };
}
