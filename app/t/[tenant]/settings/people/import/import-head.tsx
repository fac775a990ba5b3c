import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { importsPath, peoplePath } from "../list-href";
import { type Step, Steps } from "./steps";

type Props = { tenant: string; title: string; at: Step };

/** The way back, the title and the steps. */
export async function ImportHead({ tenant, title, at }: Props) {
  const t = await getTranslations();
  return (
    <>
      <nav className="crumbs" aria-label={t("imports.crumbs")}>
        <Link href={peoplePath(tenant)} prefetch={false}>
          {t("people.title")}
        </Link>
        <Icon name="right" size={14} />
        {at === "upload" ? (
          <span>{t("imports.crumb")}</span>
        ) : (
          <Link href={importsPath(tenant)} prefetch={false}>
            {t("imports.crumb")}
          </Link>
        )}
      </nav>
      <div className="page-head">
        <h1>{title}</h1>
        <Steps at={at} />
      </div>
    </>
  );
}
