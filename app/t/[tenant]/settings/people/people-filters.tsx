import Form from "next/form";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import type { ListQuery } from "@/lib/people/list-query";
import { listHref, peoplePath } from "./list-href";

type Props = { tenant: string; query: ListQuery; total: string };

async function Chip({ tenant, query }: Pick<Props, "tenant" | "query">) {
  const t = await getTranslations();
  if (query.status.length === 0) return null;
  const names = query.status.map((status) => t(`status.${status}`)).join(", ");
  return (
    <span className="chip">
      {names}
      <Link
        href={listHref(tenant, query, { status: [] })}
        prefetch={false}
        aria-label={t("people.removeFilter", { names })}
      >
        <Icon name="close" size={14} />
      </Link>
    </span>
  );
}

/** A plain form that asks for the list again: it works without JavaScript, and Enter submits it. */
export async function PeopleFilters({ tenant, query, total }: Props) {
  const t = await getTranslations("people");
  const isNewest = query.sort === "-created";
  return (
    <Form className="filters" role="search" action={peoplePath(tenant)}>
      <span className="input-box">
        <Icon name="search" size={18} />
        <input
          key={query.q}
          type="search"
          name="q"
          defaultValue={query.q}
          maxLength={200}
          placeholder={t("search")}
          aria-label={t("search")}
          autoComplete="off"
          spellCheck={false}
        />
      </span>
      {query.status.map((status) => (
        <input key={status} type="hidden" name="status" value={status} />
      ))}
      {query.sort !== "name" && <input type="hidden" name="sort" value={query.sort} />}
      <button type="submit" className="btn">
        {t("find")}
      </button>
      <Link
        className="btn"
        href={listHref(tenant, query, { sort: isNewest ? "name" : "-created" })}
        prefetch={false}
      >
        {isNewest ? t("sortByName") : t("sortByNewest")}
      </Link>
      <Chip tenant={tenant} query={query} />
      <span className="push small muted num">{total}</span>
    </Form>
  );
}
