import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Icon } from "@/components/icon";
import type { AskedHere } from "@/lib/web/asked";

export type Told =
  | { key: "out" | "outEverywhere" | "outQuestions" }
  /** `close`: the same page without the banner. */
  | { key: "passwordSet" | "passwordReset"; set: AskedHere["set"]; close: string };

/** What is asked after the password, in its order. */
function nextOf({ questions, secondStep }: NonNullable<AskedHere["set"]>) {
  if (secondStep) return questions ? "both" : "secondStep";
  return questions ? "questions" : "nothing";
}

const wordsOf = (set: AskedHere["set"]) => ({
  questions: set?.questions ? "yes" : "no",
  kept: set?.isKept ? "yes" : "no",
  next: set ? nextOf(set) : "nothing",
});

/** What was done a moment ago; a new password's can be closed, by a plain link. */
export async function ToldBanner({ told }: { told: Told }) {
  const t = await getTranslations("signIn");
  if (!("close" in told))
    return <Callout tone={told.key === "outQuestions" ? "info" : "ok"}>{t(told.key)}</Callout>;
  return (
    <Callout tone="ok">
      <div className="closable">
        <p role="status">{t(told.key, wordsOf(told.set))}</p>
        <Link className="btn btn-icon" href={told.close} prefetch={false} aria-label={t("close")}>
          <Icon name="close" size={20} />
        </Link>
      </div>
    </Callout>
  );
}
