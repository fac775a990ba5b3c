import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Icon } from "@/components/icon";

export type Told =
  | { key: "out" | "outEverywhere" | "outQuestions" }
  /** `close`: the same page without the banner. */
  | { key: "passwordSet" | "passwordReset"; questions: boolean; close: string };

/** What was done a moment ago; a new password's can be closed, by a plain link. */
export async function ToldBanner({ told }: { told: Told }) {
  const t = await getTranslations("signIn");
  if (!("close" in told))
    return <Callout tone={told.key === "outQuestions" ? "info" : "ok"}>{t(told.key)}</Callout>;
  return (
    <Callout tone="ok">
      <div className="closable">
        <p role="status">{t(told.key, { questions: told.questions ? "yes" : "no" })}</p>
        <Link className="btn btn-icon" href={told.close} prefetch={false} aria-label={t("close")}>
          <Icon name="close" size={20} />
        </Link>
      </div>
    </Callout>
  );
}
