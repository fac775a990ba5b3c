import { getLocale, getTranslations } from "next-intl/server";
import type { ListedPerson } from "@/lib/people/listed-person";
import { type Gate, passageOf, type Status, statusOf } from "@/lib/people/status";
import { lastDayOf } from "@/lib/time";
import { type Clock, clockOf } from "../../clock";
import { roleNamer } from "../../role-names";
import { personPath } from "./list-href";
import { passageWords } from "./passage-words";
import type { PeopleData } from "./read-people";
import { type RowNote, rowNoter } from "./row-note";

/** One person as the list draws it: words and shapes, nothing left to work out. */
export type PersonRow = {
  id: string;
  href: string;
  name: string;
  email: string | null;
  roles: string;
  status: Status;
  statusLabel: string;
  gates: ("d" | "h" | "w" | "f" | "a")[];
  gatesLabel: string;
  caption: string | null;
  /** Whether the mail has not left yet and can be held back. */
  canUndo: boolean;
  secondStep: string | null;
  lastSeen: string | null;
  note: RowNote | null;
};

const isWaiting = ({ message }: ListedPerson, status: Status, now: Date) =>
  status === "invited" && message?.state === "queued" && message.tries === 0 && message.sendAfter > now;

const secondsUntil = (moment: Date, now: Date) => Math.ceil((moment.getTime() - now.getTime()) / 1000);

async function captioner(clock: Clock, now: Date) {
  const t = await getTranslations("people.caption");
  const words = await passageWords();
  const until = (day: string, status: Status, waits: Gate): string =>
    status === "expired" ? t("ended", { day }) : t("until", { waits, day });
  const atGate = ({ moments, message }: ListedPerson, status: Status, here: Gate): string => {
    const gate = words.gate(here);
    if (status === "bounced") return t("bounced", { gate, trouble: message?.trouble ?? "other" });
    if (status === "started") return t("since", { gate, days: clock.daysSince(moments.accountAt ?? now) });
    return moments.expiresAt ? until(clock.short(lastDayOf(moments.expiresAt)), status, here) : gate;
  };
  return (person: ListedPerson, status: Status): string | null => {
    if (status === "not_invited") return t("added", { day: clock.short(person.createdAt) });
    if (isWaiting(person, status, now) && person.message)
      return t("goesOut", { seconds: secondsUntil(person.message.sendAfter, now) });
    const { here } = passageOf(person.moments, now);
    return here ? atGate(person, status, here) : null;
  };
}

async function secondStepWords() {
  const t = await getTranslations("people");
  const kinds = { app: t("app"), passkey: t("passkey"), both: t("both") };
  return ({ factorKind, moments }: ListedPerson, status: Status): string | null => {
    if (factorKind) return kinds[factorKind];
    return status === "started" && !moments.secondStepAt ? t("waiting") : null;
  };
}

async function seenWords(clock: Clock) {
  const t = await getTranslations("people");
  return (moment: Date | null): string | null => {
    if (!moment) return null;
    const nearness = clock.nearness(moment);
    if (nearness === "earlier") return clock.day(moment);
    return nearness === "today" ? t("today", { time: clock.time(moment) }) : t("yesterday");
  };
}

/** The rows of a page, their words in the reader's language and on the tenant's clock. */
export async function personRows(data: PeopleData): Promise<PersonRow[]> {
  const { page, tenant, now, mayInvite } = data;
  const t = await getTranslations();
  const clock = clockOf(await getLocale(), tenant.timeZone, now);
  const [caption, seen, words, nameOf] = await Promise.all([
    captioner(clock, now),
    seenWords(clock),
    passageWords(),
    roleNamer(),
  ]);
  const [noteOf, secondStepOf] = await Promise.all([rowNoter(clock, data), secondStepWords()]);
  return page.people.map((person) => {
    const { moments } = person;
    const status = statusOf(moments, now);
    const passage = passageOf(moments, now);
    const href = personPath(tenant.slug, person.id);
    return {
      id: person.id,
      href,
      name: person.name,
      email: person.email === person.name ? null : person.email,
      roles: person.roles.map(nameOf).join(", "),
      status,
      statusLabel: t(`status.${status}`),
      gates: passage.gates.map(({ state }) => state),
      gatesLabel: words.label(passage),
      caption: caption(person, status),
      canUndo: mayInvite && isWaiting(person, status, now),
      secondStep: secondStepOf(person, status),
      lastSeen: seen(person.lastSeenAt),
      note: noteOf(person, href),
    };
  });
}
