import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import { isFresh } from "@/lib/access/fresh";
import { knownColumns } from "@/lib/migration/columns";
import { type OldListRow, recentLists } from "@/lib/migration/lists";
import { Refusal } from "@/lib/refusal";
import { proofToAsk } from "@/lib/sign-in/confirm-again";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";
import { proveFirst } from "../actions";
import { migrationLinks } from "../migration-links";
import { MigrationTabs } from "../migration-tabs";
import { ListForm } from "./list-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("bringTitle") };
}

const faults = [
  "file_empty",
  "file_not_text",
  "file_too_large",
  "file_too_many_rows",
  "file_utf16",
  "file_workbook",
  "verify_again",
  "wrong_origin",
] as const;
const Asked = z.object({
  fault: z.enum(faults).optional().catch(undefined),
  ask: z.literal("yes").optional().catch(undefined),
});

const EARLIER = 10;

const readLists = (tenant: string) =>
  viewTenant(tenant, "migration.view", async (tx, { self }) => {
    if (!tx.actor.permissions.has("migration.run")) throw new Refusal("not_permitted");
    const lists = await recentLists(tx, EARLIER);
    return { slug: (await ownTenant(tx)).slug, lists, self };
  });

async function NotRead({ fault }: { fault: (typeof faults)[number] }) {
  const t = await getTranslations();
  return (
    <div role="alert">
      <Callout tone="danger">
        <p>
          <b>{t("migration.notRead")}</b>
        </p>
        <p>{t(`refusals.${fault}`)}</p>
      </Callout>
    </div>
  );
}

async function Earlier({ slug, lists }: { slug: string; lists: readonly OldListRow[] }) {
  const t = await getTranslations("migration");
  if (lists.length === 0) return null;
  return (
    <section className="section stack-8" aria-labelledby="earlier">
      <h2 id="earlier" className="lead">
        {t("earlier")}
      </h2>
      <ul className="list is-tight is-plain">
        {lists.map(({ id, fileName, source, rows, state }) => (
          <li key={id}>
            <Link href={migrationLinks(slug).list(id)} prefetch={false}>
              {t("item", { name: fileName ?? source, rows })}
            </Link>{" "}
            <span className="muted">{t(`state.${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type BringProps = { slug: string; lists: readonly OldListRow[]; isAsking: boolean };

async function Bring({ slug, lists, isAsking }: BringProps) {
  const t = await getTranslations("migration");
  const words = {
    source: t("source"),
    sourceHint: t("sourceHint"),
    ask: t("askFirst"),
    askHint: t("askHint"),
    file: t("file"),
    fileHint: t("fileHint"),
    paste: t("paste"),
    pasteHint: t("pasteHint"),
    read: t("read"),
  };
  const sources = [...new Set(lists.map(({ source }) => source))];
  return (
    <>
      <ListForm
        action={`${migrationLinks(slug).import}/upload`}
        words={words}
        sources={sources}
        isAsking={isAsking}
      />
      <p className="after-form">
        <ButtonLink look="link" href={`${migrationLinks(slug).import}/template`} download>
          {t("template")}
        </ButtonLink>
      </p>
      <p className="small muted">{t("columnsKnown", { columns: knownColumns })}</p>
    </>
  );
}

/** A list of the old accounts is chosen here; nobody is mailed. */
export default async function BringPage({
  params,
  searchParams,
}: PageProps<"/t/[tenant]/settings/migration/import">) {
  const [{ tenant }, search] = await Promise.all([params, searchParams]);
  const { slug, lists, self } = await readLists(tenant);
  const { fault, ask } = Asked.parse(search);
  const t = await getTranslations("migration");
  const fresh = isFresh(self);
  return (
    <>
      <div className="page-head">
        <h1>{t("bringTitle")}</h1>
      </div>
      <MigrationTabs slug={slug} tab="import" />
      <p className="muted" style={{ marginTop: 16 }}>
        {t("bringLead")}
      </p>
      {fault && <NotRead fault={fault} />}
      {fresh ? (
        <Bring slug={slug} lists={lists} isAsking={ask !== undefined} />
      ) : (
        <TenantForm action={proveFirst} submit={t("proveFirst")} confirm={await proofToAsk(self)}>
          <p>{t("proveWhy")}</p>
        </TenantForm>
      )}
      <Earlier slug={slug} lists={lists} />
    </>
  );
}
