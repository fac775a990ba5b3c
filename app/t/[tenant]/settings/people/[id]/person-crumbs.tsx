import { getTranslations } from "next-intl/server";
import { Crumbs } from "@/components/crumbs";
import type { Managing } from "@/lib/people/managing";
import { peoplePath, personPath } from "../list-href";

type Props = { managing: Managing; here: string };

/** Where one is below somebody's page. */
export async function PersonCrumbs({ managing: { tenant, person }, here }: Props) {
  const t = await getTranslations();
  const above = [
    { href: peoplePath(tenant.slug), label: t("people.title") },
    { href: personPath(tenant.slug, person.id), label: person.name },
  ];
  return <Crumbs label={t("person.crumbs")} above={above} here={here} />;
}
