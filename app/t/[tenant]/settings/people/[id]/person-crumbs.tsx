import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import type { Managing } from "@/lib/people/managing";
import { peoplePath } from "../list-href";

type Props = { managing: Managing; here: string };

/** Where one is below somebody's page. */
export async function PersonCrumbs({ managing: { tenant, person }, here }: Props) {
  const t = await getTranslations();
  const people = peoplePath(tenant.slug);
  return (
    <nav className="crumbs" aria-label={t("person.crumbs")}>
      <Link href={people} prefetch={false}>
        {t("people.title")}
      </Link>
      <Icon name="right" size={14} />
      <Link href={`${people}/${person.id}`} prefetch={false}>
        {person.name}
      </Link>
      <Icon name="right" size={14} />
      <span aria-current="page">{here}</span>
    </nav>
  );
}
