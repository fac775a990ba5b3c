import { getTranslations } from "next-intl/server";
import { ButtonLink, type ButtonSize } from "@/components/button";
import { migrationLinks } from "./migration-links";

type Props = {
  slug: string;
  /** How many are ready. */
  count: number;
  office?: string;
  size?: ButtonSize;
};

/** The way to a wave: of all that are ready, or of one office. */
export async function MoveLink({ slug, count, office, size }: Props) {
  const t = await getTranslations("migration");
  if (count === 0) return null;
  return (
    <ButtonLink
      look={office === undefined ? "primary" : "secondary"}
      size={size}
      href={migrationLinks(slug).move(office ?? null)}
    >
      {t("move", { count })}
    </ButtonLink>
  );
}
