import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/components/copy-button";
import { Verdict } from "@/components/verdict";
import { oldLogInOf } from "@/lib/migration/old-accounts-of";
import { type Verdict as Found, verdictOf } from "@/lib/verdicts/verdict-of";
import type { Clock } from "../../../clock";
import { NextStep } from "./next-step";
import type { PersonData } from "./read-person";
import { answerFor, verdictSayer } from "./verdict-words";

/** The same name at the domain that was probably meant; only where the mail came back for that. */
function addressMeant({ code, values: { suggestion } }: Found, email: string | null): string | undefined {
  if (code !== "bounced_typo" || !suggestion || !email) return undefined;
  return `${email.slice(0, email.lastIndexOf("@"))}@${suggestion}`;
}

/** How things stand with a person, on what that rests, what to do next, and what to tell them. */
export async function PersonVerdict({ data, clock }: { data: PersonData; clock: Clock }) {
  const t = await getTranslations();
  const { person, tenant, facts, now } = data;
  const verdict = verdictOf(facts, now);
  const about = {
    ...{ name: person.name, email: person.email, tenant: tenant.name },
    inviter: person.invitation?.inviter ?? null,
    oldLogIn: oldLogInOf(data.oldAccounts),
  };
  const { says, why } = (await verdictSayer(clock))(verdict, about);
  const language = person.language ?? tenant.language;
  const isToTell = verdict.next === "tell" || (verdict.next === "remind" && !data.may.remind);
  const answer = answerFor(verdict, about, { language, timeZone: tenant.timeZone, now });
  return (
    <Verdict label={t("person.verdictLabel")} tone={verdict.tone} sentence={says} why={why}>
      <NextStep data={data} next={verdict.next} meant={addressMeant(verdict, person.email)}>
        <CopyButton text={answer} size="md" look={isToTell ? "primary" : "secondary"}>
          {t("verdicts.next.tell")}
        </CopyButton>
      </NextStep>
      <details className="disclosure">
        <summary>{t("verdicts.answerTitle", { name: person.name })}</summary>
        <p className="answer" lang={language}>
          {answer}
        </p>
      </details>
    </Verdict>
  );
}
