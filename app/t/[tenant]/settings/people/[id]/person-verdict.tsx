import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Verdict } from "@/components/verdict";
import { type Sentence, sentenceOf } from "@/lib/people/sentence";
import { statusOf } from "@/lib/people/status";
import { lastDayOf } from "@/lib/time";
import type { Clock } from "../../../clock";
import { troubleSentences } from "../../../trouble-sentences";
import { peoplePath } from "../list-href";
import { PersonActions } from "./person-actions";
import type { PersonData } from "./read-person";

const dayOr = (moment: Date | null, day: (moment: Date) => string) => (moment ? day(moment) : "–");

async function spoken(sentence: Sentence, { person }: PersonData, clock: Clock) {
  const t = await getTranslations("person");
  const { at, until, trouble, key } = sentence;
  const values = {
    name: person.name,
    email: person.email ?? "–",
    day: dayOr(at, clock.day),
    moment: dayOr(at, clock.moment),
    seconds: at ? Math.max(0, Math.ceil((at.getTime() - Date.now()) / 1000)) : 0,
    until: dayOr(until, (moment) => clock.weekday(lastDayOf(moment))),
    inviter: person.invitation?.inviter ?? "",
    by: person.invitation?.inviter ? "somebody" : "nobody",
    trouble: trouble || key === "bounced" ? (await troubleSentences())(trouble) : "",
  };
  // The keys are those that sentenceOf can answer; a test holds the messages against them.
  return {
    says: t(`verdict.${key}` as never, values as never),
    why: t(`why.${key}` as never, values as never),
  };
}

async function Actions({ data, sentence }: { data: PersonData; sentence: Sentence }) {
  const t = await getTranslations("person.actions");
  const { person, tenant, mayInvite, mayLead, activation, now } = data;
  if (!mayInvite || sentence.next === "none") return null;
  if (sentence.next === "invite") {
    const query = person.email ? `?email=${encodeURIComponent(person.email)}` : "";
    return (
      <ButtonLink look="primary" href={`${peoplePath(tenant.slug)}/invite${query}`}>
        {t("invite")}
      </ButtonLink>
    );
  }
  const words = {
    resend: t("resend"),
    change: t("change"),
    newAddress: t("newAddress"),
    newAddressHint: t("newAddressHint"),
    changeSend: t("changeSend"),
    code: activation.newest ? t("codeNew") : t("code"),
    codeWhat: t("codeWhat", { name: person.name }),
    withdraw: t("withdraw"),
    withdrawWhat: t("withdrawWhat", { name: person.name }),
    withdrawYes: t("withdrawYes"),
  };
  const isOpen = statusOf(person.moments, now) !== "expired";
  return (
    <PersonActions
      personId={person.id}
      words={words}
      isBounced={sentence.next === "change_address"}
      mayLead={mayLead}
      takesCode={activation.isOn && isOpen}
    />
  );
}

/** How things stand with a person, why, and what to do next. */
export async function PersonVerdict({ data, clock }: { data: PersonData; clock: Clock }) {
  const t = await getTranslations("person");
  const sentence = sentenceOf(data.person, data.now);
  const { says, why } = await spoken(sentence, data, clock);
  const acts = data.mayInvite && sentence.next !== "none";
  return (
    <Verdict label={t("verdictLabel")} tone={sentence.tone} sentence={says} why={why}>
      {acts ? <Actions data={data} sentence={sentence} /> : undefined}
    </Verdict>
  );
}
