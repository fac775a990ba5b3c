import { getTranslations } from "next-intl/server";
import type { NavGroup } from "@/components/app-nav";
import { peoplePath } from "../settings/people/list-href";
import { Palette } from "./palette";

type Props = { slug: string; nav: readonly NavGroup[] };

/** Everybody and every page of a company, a few letters away. */
export async function TenantPalette({ slug, nav }: Props) {
  const t = await getTranslations("palette");
  const [open, title, placeholder] = [t("open"), t("title"), t("placeholder")];
  const [people, pages, all] = [t("people"), t("pages"), t.raw("all")];
  const words = { open, title, placeholder, people, pages, all, failed: t("failed"), close: t("close") };
  const targets = nav.flatMap(({ items }) => items.map(({ href, label }) => ({ href, label })));
  return <Palette find={`/t/${slug}/find`} people={peoplePath(slug)} pages={targets} words={words} />;
}
