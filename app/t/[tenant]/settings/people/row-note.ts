import { getTranslations } from "next-intl/server";
import type { ListedPerson } from "@/lib/people/listed-person";
import { factsOfRow } from "@/lib/verdicts/facts";
import { isNoted } from "@/lib/verdicts/is-noted";
import { verdictOf } from "@/lib/verdicts/verdict-of";
import type { Clock } from "../../clock";
import { verdictSayer } from "./[id]/verdict-words";
import type { PeopleData } from "./read-people";

/** What is wrong with a row, and the one thing to do about it. */
export type RowNote = {
  tone: "danger" | "attn";
  text: string;
  action: { label: string; href: string } | null;
};

type Reader = Pick<PeopleData, "domains" | "mayInvite" | "now" | "tenant">;

/** Says what a row needs from an administrator, in the words of the person's page; null for most rows. */
export async function rowNoter(clock: Clock, { domains, mayInvite, now, tenant }: Reader) {
  const t = await getTranslations("people.note");
  const say = await verdictSayer(clock);

  return (person: ListedPerson, href: string): RowNote | null => {
    const verdict = verdictOf(factsOfRow(person, domains), now);
    if (!isNoted(verdict)) return null;
    const { says } = say(verdict, { ...person, inviter: null, tenant: tenant.name });
    const ways = {
      resend: { label: t("resend"), href },
      change_address: { label: t("change"), href: `${href}#address` },
      none: null,
    };
    return { tone: verdict.tone, text: says, action: mayInvite ? ways[verdict.next] : null };
  };
}
