import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/empty";
import { MendedRows } from "@/components/mended-rows";
import { Pager } from "@/components/pager";
import { MigrationHead } from "../migration-head";
import { migrationLinks } from "../migration-links";
import { NothingYet } from "../nothing-yet";
import { StandingBar } from "../standing-bar";
import { AccountFilters } from "./account-filters";
import { AccountTable } from "./account-table";
import { type AccountsData, readAccounts } from "./read-accounts";
import { LeftTogether } from "./together";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("tabs.accounts") };
}

async function Accounts({ data }: { data: AccountsData }) {
  const t = await getTranslations("migration");
  const { query, page, count, tenant } = data;
  if (page.accounts.length === 0) return <Empty title={t("noMatch")} why={t("noMatchWhy")} />;
  const links = migrationLinks(tenant.slug);
  const first = query.cursor ? { href: links.accounts(query), label: t("first") } : undefined;
  const next = page.next
    ? { href: links.accounts({ ...query, after: page.next }), label: t("next") }
    : undefined;
  return (
    <>
      <AccountTable data={data} />
      <Pager
        count={count === null ? "" : t("count", { count })}
        label={t("pages")}
        previous={first}
        next={next}
      />
    </>
  );
}

/** How many more wait for somebody: with the verdict that is looked at, else all. */
const leftIn = ({ query, count, counts }: AccountsData) =>
  (query.verdict ? count : null) ?? counts.standings.waits;

/** The old accounts: who has moved, who is ready, and what waits for somebody, mended in place. */
export default async function AccountsPage({
  params,
  searchParams,
}: PageProps<"/t/[tenant]/settings/migration/accounts">) {
  const [{ tenant }, search] = await Promise.all([params, searchParams]);
  const data = await readAccounts(tenant, search);
  const t = await getTranslations("migration");
  const done = await getTranslations("done");
  const { slug } = data.tenant;
  return (
    <>
      <MigrationHead slug={slug} tab="accounts" title={t("tabs.accounts")} />
      {data.counts.all === 0 ? (
        <NothingYet slug={slug} mayRun={data.mayRun} />
      ) : (
        <>
          <StandingBar
            slug={slug}
            counts={data.counts.standings}
            current={data.query.verdict ? null : data.query.standing}
          />
          <AccountFilters data={data} />
          <LeftTogether data={data} />
          <MendedRows saved={done("row_saved", { name: "{name}", left: leftIn(data) })}>
            <Accounts data={data} />
          </MendedRows>
        </>
      )}
    </>
  );
}
