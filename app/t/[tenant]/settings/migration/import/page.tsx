import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ButtonLink } from "@/components/button";
import { CheckField } from "@/components/check-field";
import { Field } from "@/components/field";
import { TenantForm } from "@/components/tenant-form";
import { isFresh } from "@/lib/access/fresh";
import { refuseWithout } from "@/lib/access/refuse-without";
import { knownColumns } from "@/lib/migration/columns";
import { type OldListRow, recentLists } from "@/lib/migration/lists";
import { proofToAsk } from "@/lib/sign-in/confirm-again";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";
import { EarlierLists } from "../../../lists/earlier-lists";
import { ListFile, ListText, ListUpload } from "../../../lists/list-upload";
import { NotRead } from "../../../lists/not-read";
import { proveFirst } from "../actions";
import { MigrationHead } from "../migration-head";
import { migrationLinks } from "../migration-links";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("bringTitle") };
}

const Asked = z.object({ ask: z.literal("yes").optional().catch(undefined) });

const EARLIER = 10;

const readLists = (tenant: string) =>
  viewTenant(tenant, "migration.view", async (tx, { self }) => {
    refuseWithout(tx, "migration.run");
    const lists = await recentLists(tx, EARLIER);
    const { slug, timeZone } = await ownTenant(tx);
    return { slug, timeZone, lists, self };
  });

/** Which old system it comes from: those named before are offered. */
async function Source({ earlier }: { earlier: readonly string[] }) {
  const t = await getTranslations("migration");
  return (
    <>
      <Field
        name="source"
        label={t("source")}
        hint={t("sourceHint")}
        maxLength={60}
        required
        list="sources"
        defaultValue={earlier[0]}
        autoComplete="off"
      />
      <datalist id="sources">
        {[...new Set(earlier)].map((source) => (
          <option key={source} value={source} />
        ))}
      </datalist>
    </>
  );
}

type BringProps = { slug: string; lists: readonly OldListRow[]; isAsking: boolean };

async function Bring({ slug, lists, isAsking }: BringProps) {
  const t = await getTranslations("migration");
  return (
    <>
      <ListUpload action={`${migrationLinks(slug).import}/upload`}>
        <Source earlier={lists.map(({ source }) => source)} />
        <CheckField
          name="ask"
          value="yes"
          label={t("askFirst")}
          hint={t("askHint")}
          defaultChecked={isAsking}
        />
        <ListFile label={t("file")} hint={t("fileHint")} />
        <ListText label={t("paste")} hint={t("pasteHint")} />
      </ListUpload>
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
  const { slug, timeZone, lists, self } = await readLists(tenant);
  const { ask } = Asked.parse(search);
  const t = await getTranslations("migration");
  const fresh = isFresh(self);
  const earlier = lists.map(({ id, fileName, source, rows, state }) => ({
    href: migrationLinks(slug).list(id),
    name: fileName ?? source,
    rows,
    state: t(`state.${state}`),
  }));
  return (
    <>
      <MigrationHead slug={slug} tab="import" title={t("bringTitle")} />
      <p className="muted" style={{ marginTop: 16 }}>
        {t("bringLead")}
      </p>
      <NotRead search={search} timeZone={timeZone} />
      {fresh ? (
        <Bring slug={slug} lists={lists} isAsking={ask !== undefined} />
      ) : (
        <TenantForm action={proveFirst} submit={t("proveFirst")} confirm={await proofToAsk(self)}>
          <p>{t("proveWhy")}</p>
        </TenantForm>
      )}
      <EarlierLists lists={earlier} />
    </>
  );
}
