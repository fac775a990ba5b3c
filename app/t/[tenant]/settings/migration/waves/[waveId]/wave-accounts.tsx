import Form from "next/form";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Empty } from "@/components/empty";
import { Icon } from "@/components/icon";
import { Pager } from "@/components/pager";
import { PassageLine } from "@/components/passage-line";
import { SearchInput } from "@/components/search-input";
import { TableHead } from "@/components/table-head";
import { Tag } from "@/components/tag";
import { doneIn, needing, waveTabs } from "@/lib/migration/wave-page";
import { migrationLinks } from "../../migration-links";
import type { WaveData } from "./read-wave";
import { waveRower } from "./wave-row";

const hrefOf = ({ tenant, wave, asked }: WaveData, change: { tab?: string; after?: number }) => {
  const wanted = { tab: asked.tab as string, q: asked.q, ...change };
  const given = Object.entries(wanted).map(([name, value]) => [name, String(value)]);
  const params = new URLSearchParams(given.filter(([, value]) => value !== ""));
  return `${migrationLinks(tenant.slug).wave(wave.id)}?${params}#accounts`;
};

async function Filters(data: WaveData) {
  const t = await getTranslations("waves");
  const { progress, asked, tenant, wave, mayRun } = data;
  const counts = { all: progress.all, needs: needing(progress), done: doneIn(progress) };
  return (
    <div className="filters">
      <nav className="btn-group" aria-label={t("show")}>
        {waveTabs.map((tab) => (
          <Link
            key={tab}
            className="btn"
            href={hrefOf(data, { tab })}
            prefetch={false}
            aria-current={asked.tab === tab ? "true" : undefined}
          >
            {t(`tab.${tab}`, { count: counts[tab] })}
          </Link>
        ))}
      </nav>
      <Form role="search" action={migrationLinks(tenant.slug).wave(wave.id)}>
        <SearchInput q={asked.q} label={t("search")} most={100} />
        <input type="hidden" name="tab" value={asked.tab} />
      </Form>
      <span className="push" />
      {mayRun && (
        <ButtonLink href={`${migrationLinks(tenant.slug).wave(wave.id)}/report`} download>
          <Icon name="download" />
          {t("export")}
        </ButtonLink>
      )}
    </div>
  );
}

type Row = ReturnType<Awaited<ReturnType<typeof waveRower>>>;

function AccountRow({ row, becomes }: { row: Row; becomes: string }) {
  return (
    <tr>
      <th scope="row">
        <b>{row.name}</b>
        <span className="mail mono">{row.old}</span>
      </th>
      <td className="breaks" data-label={becomes}>
        {row.person ? (
          <Link href={row.person} prefetch={false}>
            <b>{row.becomes}</b>
          </Link>
        ) : (
          <b>{row.becomes}</b>
        )}
        <span className="mail">{row.note}</span>
      </td>
      <td>
        <Tag tone={row.tag.tone} icon={row.tag.icon}>
          {row.tag.label}
        </Tag>
      </td>
      <td>{row.gates && <PassageLine gates={row.gates} label={row.gatesLabel} />}</td>
      <td>
        {row.way && (
          <ButtonLink href={row.way.href} size="sm">
            {row.way.label}
            <span className="sr"> {row.name}</span>
          </ButtonLink>
        )}
      </td>
    </tr>
  );
}

/** The accounts of the wave: what became of each, and what to do. */
export async function WaveAccounts(data: WaveData) {
  const t = await getTranslations("waves");
  const { list, tenant, now, asked } = data;
  const rowOf = await waveRower(tenant.slug, now);
  return (
    <section id="accounts" className="section" aria-label={t("accountsLabel")}>
      <Filters {...data} />
      {list.rows.length === 0 ? (
        <Empty title={t("noRows")} why={t("noRowsWhy")} />
      ) : (
        <table className="table is-stacked is-level" aria-label={t("accountsLabel")}>
          <colgroup>
            <col />
            <col />
            <col style={{ width: 148 }} />
            <col style={{ width: 92 }} />
            <col style={{ width: 176 }} />
          </colgroup>
          <TableHead
            heads={(["account", "becomes", "state", "passage", "todo"] as const).map((head) =>
              t(`head.${head}`),
            )}
          />
          <tbody>
            {list.rows.map((row) => (
              <AccountRow key={row.accountId} row={rowOf(row)} becomes={t("head.becomes")} />
            ))}
          </tbody>
        </table>
      )}
      <Pager
        count={t("accounts", { count: data.progress.all })}
        label={t("pages")}
        previous={asked.after > 0 ? { href: hrefOf(data, {}), label: t("first") } : undefined}
        next={list.next ? { href: hrefOf(data, { after: list.next }), label: t("next") } : undefined}
      />
    </section>
  );
}
