import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "@/components/icon";
import type { ListQuery } from "@/lib/people/list-query";
import { listHref } from "./list-href";
import { as } from "./table-roles";

type Props = { tenant: string; query: ListQuery; selectPage: ReactNode };

type Column = { label: string; href: string; sorted: "ascending" | "descending" | undefined };

/** A column that the list can be in the order of; once more turns it around. */
function Sorted({ label, href, sorted }: Column) {
  return (
    <th {...as.column} aria-sort={sorted}>
      <Link href={href} prefetch={false}>
        {label}
        {sorted && <Icon name={sorted === "ascending" ? "arrowUp" : "arrowDown"} size={14} />}
      </Link>
    </th>
  );
}

/** The columns by name. Whoever needs a hand most counts as the highest status. */
export async function PeopleHead({ tenant, query, selectPage }: Props) {
  const t = await getTranslations("people.columns");
  const to = (sort: ListQuery["sort"]) => listHref(tenant, query, { sort });
  const { sort } = query;
  const byName = { name: "ascending", "-name": "descending" } as const;
  const byStatus = { status: "descending", "-status": "ascending" } as const;
  const isName = sort === "name" || sort === "-name";
  const isStatus = sort === "status" || sort === "-status";
  return (
    <thead {...as.group}>
      <tr {...as.row}>
        {selectPage && (
          <th {...as.column} className="pick">
            {selectPage}
          </th>
        )}
        <Sorted
          label={t("name")}
          href={to(sort === "name" ? "-name" : "name")}
          sorted={isName ? byName[sort] : undefined}
        />
        <th {...as.column}>{t("role")}</th>
        <Sorted
          label={t("status")}
          href={to(sort === "status" ? "-status" : "status")}
          sorted={isStatus ? byStatus[sort] : undefined}
        />
        <th {...as.column}>{t("passage")}</th>
        <th {...as.column}>{t("secondStep")}</th>
        <th {...as.column}>{t("lastSeen")}</th>
      </tr>
    </thead>
  );
}
