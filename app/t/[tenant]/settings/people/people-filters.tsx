import Form from "next/form";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { isNarrowed, paramsOf } from "@/lib/people/list-query";
import { DENSITY_FORM } from "./density";
import { type Choice, type Filter, filtersOf } from "./filter-menus";
import { listHref, nothingWanted, peoplePath } from "./list-href";
import type { PeopleData } from "./read-people";

type Props = { data: PeopleData; total: string; isCompact: boolean };

/** A menu of links: without a script it opens and filters just as well. */
function Menu({ label, choices }: Filter) {
  return (
    <details className="pick-menu" name="filter">
      <summary className="btn">
        {label}
        <Icon name="down" />
      </summary>
      <ul>
        {choices.map((choice) => (
          <li key={choice.key}>
            <MenuLink {...choice} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function MenuLink({ href, name, count, isOn }: Choice) {
  return (
    <Link href={href} prefetch={false} aria-current={isOn ? "true" : undefined}>
      <span>{name}</span>
      {count !== null && <span className="num muted">{count}</span>}
    </Link>
  );
}

async function Chips({ filters }: { filters: readonly Filter[] }) {
  const t = await getTranslations("people");
  return filters.map(
    ({ key, chip, without }) =>
      chip && (
        <span key={key} className="chip">
          {chip}
          <Link href={without} prefetch={false} aria-label={t("removeFilter", { names: chip })}>
            <Icon name="close" size={14} />
          </Link>
        </span>
      ),
  );
}

async function Search({ query, tenant }: Pick<PeopleData, "query" | "tenant">) {
  const t = await getTranslations("people");
  const kept = [...paramsOf({ ...query, q: "" })];
  return (
    <Form role="search" action={peoplePath(tenant.slug)}>
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
        <kbd className="only-wide">/</kbd>
      </span>
      {kept.map(([name, value]) => (
        <input key={`${name}${value}`} type="hidden" name={name} value={value} />
      ))}
    </Form>
  );
}

async function Newest({ query, tenant }: Pick<PeopleData, "query" | "tenant">) {
  const t = await getTranslations("people");
  if (isNarrowed(query)) return null;
  const isNewest = query.sort === "-created";
  const href = listHref(tenant.slug, query, { sort: isNewest ? "name" : "-created" });
  return (
    <Link className="btn" href={href} prefetch={false}>
      {isNewest ? t("sortByName") : t("sortByNewest")}
    </Link>
  );
}

/** What of the list is wanted; all of it stands in the address. */
export async function PeopleFilters({ data, total, isCompact }: Props) {
  const t = await getTranslations("people");
  const { query, tenant } = data;
  const filters = await filtersOf(data);
  // A menu that was chosen from is a new one, and closed.
  const asked = paramsOf(query).toString();
  const used = filters.filter(({ chip }) => chip !== null);
  return (
    <div className="filters">
      <Search query={query} tenant={tenant} />
      {filters.map(
        (filter) => filter.choices.length > 0 && <Menu {...filter} key={`${filter.key} ${asked}`} />,
      )}
      <Newest query={query} tenant={tenant} />
      <Chips filters={used} />
      {used.length > 1 && (
        <Link href={listHref(tenant.slug, query, nothingWanted)} prefetch={false}>
          {t("filter.clearAll")}
        </Link>
      )}
      <span className="push row">
        <span className="small muted num">{total}</span>
        <button
          type="submit"
          form={DENSITY_FORM}
          className="btn btn-icon only-wide"
          aria-label={isCompact ? t("density.comfortable") : t("density.compact")}
        >
          <Icon name="rows" size={18} />
        </button>
      </span>
    </div>
  );
}
