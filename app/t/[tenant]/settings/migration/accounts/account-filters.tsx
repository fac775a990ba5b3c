import Form from "next/form";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { SearchInput } from "@/components/search-input";
import { accountParams } from "@/lib/migration/account-query";
import { Count } from "../../../count";
import { migrationLinks } from "../migration-links";
import type { AccountsData } from "./read-accounts";
import { LeaveOutLink } from "./together";

async function Search({ query, tenant }: AccountsData) {
  const t = await getTranslations("migration");
  const kept = [...accountParams({ ...query, q: "" })];
  return (
    <Form role="search" action={migrationLinks(tenant.slug).accounts()}>
      <SearchInput q={query.q} label={t("search")} most={200} />
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </Form>
  );
}

async function Verdicts({ query, tenant, counts }: AccountsData) {
  const t = await getTranslations("migration");
  const links = migrationLinks(tenant.slug);
  const { q, office } = query;
  const key = [query.verdict, query.standing, query.office].join();
  return (
    <details className="pick-menu" name="filter" key={key}>
      <summary className="btn">
        {t("needsYou")}
        <Icon name="down" />
      </summary>
      <ul>
        {counts.verdicts.map(({ verdict, accounts }) => (
          <li key={verdict}>
            <Link
              href={links.accounts({ q, office, verdict })}
              prefetch={false}
              aria-current={query.verdict === verdict ? "true" : undefined}
            >
              <span>{t(`verdict.${verdict}`)}</span>
              <span className="num muted">
                <Count of={accounts} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

type Chip = { words: string; without: string };

async function chipsOf({ query, tenant }: AccountsData): Promise<Chip[]> {
  const t = await getTranslations("migration");
  const links = migrationLinks(tenant.slug);
  const { q, standing, verdict, office } = query;
  return [
    ...(q ? [{ words: t("chipQ", { q }), without: links.accounts({ ...query, q: "" }) }] : []),
    ...(verdict
      ? [{ words: t(`verdict.${verdict}`), without: links.accounts({ q, office }) }]
      : standing
        ? [{ words: t(`tag.${standing}`), without: links.accounts({ q, office }) }]
        : []),
    ...(office === null
      ? []
      : [{ words: office || t("noOffice"), without: links.accounts({ q, standing, verdict }) }]),
  ];
}

/** What of the list is wanted; all of it stands in the address. */
export async function AccountFilters({ data }: { data: AccountsData }) {
  const t = await getTranslations("migration");
  const chips = await chipsOf(data);
  return (
    <div className="filters">
      <Search {...data} />
      {data.counts.verdicts.length > 0 && <Verdicts {...data} />}
      {chips.map(({ words, without }) => (
        <span key={words} className="chip">
          {words}
          <Link href={without} prefetch={false} aria-label={t("removeFilter", { name: words })}>
            <Icon name="close" size={14} />
          </Link>
        </span>
      ))}
      <LeaveOutLink data={data} />
    </div>
  );
}
