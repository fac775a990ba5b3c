import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import type { ListQuery } from "@/lib/people/list-query";
import { listHref } from "./list-href";

/** The columns by name; the first turns the order around. */
export async function PeopleHead({ tenant, query }: { tenant: string; query: ListQuery }) {
  const t = await getTranslations("people.columns");
  const isUp = query.sort === "name";
  const isByName = query.sort !== "-created";
  const sorted = isUp ? "ascending" : "descending";
  return (
    <thead>
      <tr>
        <th scope="col" aria-sort={isByName ? sorted : undefined}>
          <Link href={listHref(tenant, query, { sort: isUp ? "-name" : "name" })} prefetch={false}>
            {t("name")}
            {isByName && <Icon name={isUp ? "arrowUp" : "arrowDown"} size={14} />}
          </Link>
        </th>
        <th scope="col">{t("role")}</th>
        <th scope="col">{t("status")}</th>
        <th scope="col">{t("passage")}</th>
        <th scope="col">{t("secondStep")}</th>
        <th scope="col">{t("lastSeen")}</th>
      </tr>
    </thead>
  );
}
