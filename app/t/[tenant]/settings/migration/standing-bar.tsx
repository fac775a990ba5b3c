import { getLocale, getTranslations } from "next-intl/server";
import { StatusBar, type StatusPart } from "@/components/status-bar";
import { type Standing, type StandingCounts, standings } from "@/lib/migration/counts";
import { migrationLinks } from "./migration-links";

const tones: Record<Standing, StatusPart["tone"]> = {
  moved: "active",
  sent: "invited",
  ready: "started",
  waits: "expired",
  left_out: "none",
};

type Props = { slug: string; counts: StandingCounts; current?: Standing | null };

/** How many have moved, are on their way, are ready, need somebody, or are left out. */
export async function StandingBar({ slug, counts, current }: Props) {
  const t = await getTranslations("migration");
  const links = migrationLinks(slug);
  const parts = standings.map((one) => ({
    tone: tones[one],
    count: counts[one],
    label: t(`standing.${one}`),
    href: links.accounts({ standing: current === one ? null : one }),
    isCurrent: current === one,
  }));
  return <StatusBar label={t("summary")} language={await getLocale()} parts={parts} />;
}
