import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { paramsOf } from "@/lib/people/list-query";
import { Count } from "../../count";
import { DENSITY_FORM } from "./density";
import { type Choice, type Filter, filtersOf, sortChoices } from "./filter-menus";
import { listHref, nothingWanted, peoplePath } from "./list-href";
import type { PeopleData } from "./read-people";
import { SearchBox } from "./search-box";

type Props = { data: PeopleData; total: string; isCompact: boolean };

/** A menu of links: without a script it opens and filters just as well. */
function Menu({ label, choices }: Pick<Filter, "label" | "choices">) {
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
      {count !== null && (
        <span className="num muted">
          <Count of={count} />
        </span>
      )}
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
      <SearchBox
        action={peoplePath(tenant.slug)}
        q={query.q}
        kept={[...paramsOf({ ...query, q: "" })]}
        label={t("search")}
      />
      {filters.map(
        (filter) => filter.choices.length > 0 && <Menu {...filter} key={`${filter.key} ${asked}`} />,
      )}
      <Menu label={t("sort.label")} choices={await sortChoices(data)} key={`sort ${asked}`} />
      <Chips filters={used} />
      {used.length > 1 && (
        <Link href={listHref(tenant.slug, query, nothingWanted)} prefetch={false}>
          {t("filter.clearAll")}
        </Link>
      )}
      <span className="push row">
        <span className="small muted num" aria-live="polite">
          {total}
        </span>
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
