import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/components/copy-button";
import { type Fact, Facts } from "@/components/facts";
import { codeWorks } from "@/lib/invitations/code-asked";
import { statusOf } from "@/lib/people/status";
import { lastDayOf } from "@/lib/time";
import type { Clock } from "../../../clock";
import { roleNamer } from "../../../role-names";
import type { PersonData } from "./read-person";

async function secondStepFact({ person, now }: PersonData, clock: Clock): Promise<string> {
  const t = await getTranslations("person.facts");
  const { factorSince, secondStepDueAt, moments } = person;
  if (factorSince) return t("stepSince", { day: clock.day(factorSince) });
  if (secondStepDueAt) return t("stepBy", { day: clock.day(lastDayOf(secondStepDueAt)) });
  return statusOf(moments, now) === "started" && !moments.secondStepAt ? t("stepWaiting") : t("stepNotAsked");
}

async function securityFacts(data: PersonData, clock: Clock): Promise<Fact[]> {
  const t = await getTranslations("person.facts");
  const { moments, passwordSetAt, lastSeenAt } = data.person;
  const { backupCodesLeft } = data.facts;
  if (!moments.accountAt) return [];
  return [
    { name: t("secondStep"), value: await secondStepFact(data, clock) },
    {
      name: t("password"),
      value: passwordSetAt ? t("passwordSet", { day: clock.day(passwordSetAt) }) : t("none"),
    },
    ...(backupCodesLeft === null
      ? []
      : [{ name: t("backupCodes"), value: t("codesLeft", { count: backupCodesLeft }) }]),
    { name: t("lastSeen"), value: lastSeenAt ? clock.moment(lastSeenAt) : "–" },
  ];
}

/** The code itself was on the inviter's screen once, and is nowhere now. */
async function codeFacts({ activation, now }: PersonData, clock: Clock): Promise<Fact[]> {
  const t = await getTranslations("person.facts");
  const { isOn, newest } = activation;
  if (!isOn || !newest) return [];
  const works = codeWorks(newest, now);
  const value = works ? t("codeUntil", { moment: clock.moment(newest.expiresAt) }) : t("codeOver");
  return [{ name: t("activationCode"), value }];
}

async function offerFacts(data: PersonData, clock: Clock): Promise<Fact[]> {
  const t = await getTranslations("person.facts");
  const { person, now } = data;
  const { invitation, moments } = person;
  if (!invitation) return [];
  const status = statusOf(moments, now);
  const isOpen = status === "invited" || status === "bounced" || status === "expired";
  const number: Fact = {
    name: t("invitation"),
    value: <span className="mono">{invitation.number}</span>,
    action: (
      <CopyButton text={invitation.number} look="link">
        {t("copy")}
      </CopyButton>
    ),
  };
  if (!isOpen || !moments.expiresAt) return [number];
  const until: Fact = { name: t("until"), value: clock.weekday(lastDayOf(moments.expiresAt)) };
  return [number, until, ...(await codeFacts(data, clock))];
}

/** What is known of a person, beside their timeline. */
export async function PersonFacts({ data, clock }: { data: PersonData; clock: Clock }) {
  const t = await getTranslations("person");
  const { person, tenant } = data;
  const nameOf = await roleNamer();
  const language = t(`languages.${person.language ?? tenant.language}`);
  const facts: Fact[] = [
    { name: t("facts.roles"), value: person.roles.map(nameOf).join(", ") || "–" },
    { name: t("facts.email"), value: person.email ?? "–" },
    { name: t("facts.userName"), value: person.userName ?? "–" },
    { name: t("facts.mailLanguage"), value: language },
    ...(await securityFacts(data, clock)),
    ...(await offerFacts(data, clock)),
  ];
  return (
    <section>
      <h2 className="sr">{t("factsTitle")}</h2>
      <Facts facts={facts} />
    </section>
  );
}
