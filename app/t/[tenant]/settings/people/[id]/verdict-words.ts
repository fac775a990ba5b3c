import { getTranslations } from "next-intl/server";
import { env } from "@/lib/env";
import { isLanguage, type Language } from "@/lib/i18n/languages";
import { sentencesIn } from "@/lib/i18n/sentences";
import type { oldLogInOf } from "@/lib/migration/old-accounts-of";
import { lastDayOf } from "@/lib/time";
import type { Verdict } from "@/lib/verdicts/verdict-of";
import { type Clock, clockOf } from "../../../clock";
import { troubleSentences } from "../../../trouble-sentences";

/** Whom a verdict is about, and who says it. */
export type About = {
  name: string;
  email: string | null;
  inviter: string | null;
  tenant: string;
  oldLogIn?: ReturnType<typeof oldLogInOf>;
};

/** A moment of today by its time, any other with its day. */
const waitUntil = (moment: Date, clock: Clock) =>
  clock.nearness(moment) === "today" ? clock.time(moment) : clock.moment(moment);

const numbersIn = ({ values: { seconds = 0, minutes = 0, days = 0 }, evidence: [first] }: Verdict) => ({
  ...{ seconds, minutes, days },
  times: first?.times ?? 0,
});

/** Who took somebody's move back, and why. */
const undoingIn = ({ values: { by, why = "", wave = 0 } }: Verdict) => ({
  ...{ doer: by ?? "", reason: why, wave },
  done: by ? "somebody" : "nobody",
});

const orDash = (moment: Date | null | undefined, said: (moment: Date) => string) =>
  moment ? said(moment) : "–";

/** Every blank that any sentence of a verdict has. */
function blanksOf(verdict: Verdict, about: About, clock: Clock) {
  const { until, lastDay, way = "behind", suggestion = "" } = verdict.values;
  const at = verdict.evidence[0]?.at;
  return {
    ...numbersIn(verdict),
    ...undoingIn(verdict),
    oldLogIn: about.oldLogIn ?? "none",
    ...{ way, suggestion },
    ...{ name: about.name, email: about.email ?? "–", tenant: about.tenant, inviter: about.inviter ?? "" },
    by: about.inviter ? "somebody" : "nobody",
    named: about.name === about.email ? "no" : "yes",
    day: orDash(at, clock.day),
    moment: orDash(at, clock.moment),
    until: orDash(until, (moment) => waitUntil(moment, clock)),
    lastDay: orDash(lastDay, (moment) => clock.weekday(lastDayOf(moment))),
    signIn: `${env().APP_URL}/sign-in`,
  };
}

/** The verdict as one sentence with its one line of evidence, in the reader's language. */
export async function verdictSayer(clock: Clock) {
  const t = await getTranslations("verdicts");
  const troubleOf = await troubleSentences();
  return (verdict: Verdict, about: About) => {
    const blanks = { ...blanksOf(verdict, about, clock), trouble: troubleOf(verdict.values.trouble) };
    // Every blank is given to every sentence; a test holds the codes against the messages.
    return {
      says: t(`says.${verdict.code}`, blanks as never),
      why: t(`why.${verdict.code}`, blanks as never),
    };
  };
}

type Reader = { language: string; timeZone: string; now: Date };

/** What to tell the person, in their own language; nothing in it opens anything. */
export function answerFor(verdict: Verdict, about: About, { language, timeZone, now }: Reader): string {
  const own: Language = isLanguage(language) ? language : "en";
  const t = sentencesIn(own, "verdicts");
  const blanks = blanksOf(verdict, about, clockOf(own, timeZone, now)) as never;
  return [t("forPerson.hello", blanks), t(`forPerson.${verdict.code}`, blanks), about.tenant].join("\n\n");
}
