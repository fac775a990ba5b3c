import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/empty";
import { Pager } from "@/components/pager";
import { TableHead } from "@/components/table-head";
import { Tag } from "@/components/tag";
import { TenantForm } from "@/components/tenant-form";
import type { LockedOut } from "@/lib/migration/locked-out";
import { personPath } from "../../people/list-href";
import { migrationLinks } from "../migration-links";
import { closeForOne, openForOne } from "./actions";
import type { OldDoorData } from "./read-old-door";

/** Where the company's is closed, there is nothing to open or close for one. */
const mayAct = ({ mayRun, isOpen }: OldDoorData) => mayRun && isOpen;

async function Act({ account }: { account: LockedOut }) {
  const t = await getTranslations("oldLogIn");
  const words = (
    <>
      {t(account.isClosed ? "openOne" : "closeOne")}{" "}
      <span className="sr">{account.name || account.oldUserName}</span>
    </>
  );
  return (
    <TenantForm
      action={account.isClosed ? openForOne : closeForOne}
      hidden={{ accountId: account.id }}
      submit={words}
      look="secondary"
      size="sm"
    />
  );
}

async function Row({ account, data }: { account: LockedOut; data: OldDoorData }) {
  const t = await getTranslations("oldLogIn");
  const name = account.name || account.oldUserName;
  const isClosed = account.isClosed || !data.isOpen;
  return (
    <tr>
      <th scope="row">
        {account.personId ? (
          <Link href={personPath(data.slug, account.personId)} prefetch={false}>
            {name}
          </Link>
        ) : (
          name
        )}
        <span className="hint">{account.oldUserName}</span>
      </th>
      <td data-label={t("columns.office")}>{account.office || "–"}</td>
      <td data-label={t("columns.standing")}>{t(`standing.${account.standing}`)}</td>
      <td data-label={t("columns.door")}>
        <Tag tone={isClosed ? "attn" : "neutral"}>{t(isClosed ? "oneClosed" : "oneOpen")}</Tag>
      </td>
      {mayAct(data) && (
        <td>
          <Act account={account} />
        </td>
      )}
    </tr>
  );
}

/** Everybody who has no other way in yet, by name. */
export async function LockedOutTable({ data }: { data: OldDoorData }) {
  const t = await getTranslations("oldLogIn");
  const { page, counts, slug } = data;
  const count = counts.all + counts.closed;
  if (count === 0) return <Empty title={t("nobody")} why={t("nobodyWhy")} />;
  const columns = [
    "name",
    "office",
    "standing",
    "door",
    ...(mayAct(data) ? (["act"] as const) : []),
  ] as const;
  const next = page.next && { href: `${migrationLinks(slug).oldLogIn}?after=${page.next}`, label: t("next") };
  return (
    <section className="stack-8" aria-labelledby="who">
      <h2 id="who">{t("who")}</h2>
      <p className="hint">{t(data.isOpen ? "whoHint" : "whoHintClosed")}</p>
      <table className="table is-stacked is-standing">
        <TableHead heads={columns.map((column) => t(`columns.${column}`))} />
        <tbody>
          {page.accounts.map((account) => (
            <Row key={account.id} account={account} data={data} />
          ))}
        </tbody>
      </table>
      <Pager count={t("count", { count })} label={t("who")} next={next || undefined} />
    </section>
  );
}
