import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "@/components/icon";
import type { ListQuery } from "@/lib/people/list-query";
import { listHref } from "./list-href";
import { as } from "./table-roles";

type Props = { tenant: string; query: ListQuery; selectPage: ReactNode };

/** The columns by name; the first turns the order around. */
export async function PeopleHead({ tenant, query, selectPage }: Props) {
  const t = await getTranslations("people.columns");
  const isUp = query.sort === "name";
  const isByName = query.sort !== "-created";
  const sorted = isUp ? "ascending" : "descending";
  return (
    <thead {...as.group}>
      <tr {...as.row}>
        {selectPage && (
          <th {...as.column} className="pick">
            {selectPage}
          </th>
        )}
        <th {...as.column} aria-sort={isByName ? sorted : undefined}>
          <Link href={listHref(tenant, query, { sort: isUp ? "-name" : "name" })} prefetch={false}>
            {t("name")}
            {isByName && <Icon name={isUp ? "arrowUp" : "arrowDown"} size={14} />}
          </Link>
        </th>
        <th {...as.column}>{t("role")}</th>
        <th {...as.column}>{t("status")}</th>
        <th {...as.column}>{t("passage")}</th>
        <th {...as.column}>{t("secondStep")}</th>
        <th {...as.column}>{t("lastSeen")}</th>
      </tr>
    </thead>
  );
}
