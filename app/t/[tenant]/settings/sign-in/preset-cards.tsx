import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Tag } from "@/components/tag";
import { differingFields } from "@/lib/policy/draft";
import { presetNames } from "@/lib/policy/fields";
import type { Policy } from "@/lib/policy/policy";
import { presets } from "@/lib/policy/presets";

type Props = { slug: string; shown: Policy; mayEdit: boolean };

/** Starting points: choosing one fills the form below and saves nothing. */
export async function PresetCards({ slug, shown, mayEdit }: Props) {
  const t = await getTranslations("policy");
  const isAdjusted = differingFields(shown, presets[shown.preset]).length > 0;
  return (
    <ul className="pick-cards">
      {presetNames.map((name) => {
        const isChosen = name === shown.preset;
        return (
          <li key={name} className={isChosen ? "is-on" : undefined} aria-current={isChosen || undefined}>
            <h3>
              {mayEdit ? (
                <Link href={`/t/${slug}/settings/sign-in?preset=${name}`} prefetch={false} scroll={false}>
                  {t(`presets.${name}.name`)}
                </Link>
              ) : (
                t(`presets.${name}.name`)
              )}{" "}
              {isChosen && <Tag>{isAdjusted ? t("adjusted") : t("chosen")}</Tag>}
            </h3>
            <p className="hint">{t(`presets.${name}.says`)}</p>
          </li>
        );
      })}
    </ul>
  );
}
