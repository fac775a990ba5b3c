import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { TenantForm } from "@/components/tenant-form";
import { refuseWithout } from "@/lib/access/refuse-without";
import { accountQueryOf } from "@/lib/migration/account-query";
import { countAccounts } from "@/lib/migration/list-accounts";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";
import { leaveOutAll } from "../../actions";
import { MigrationHead } from "../../migration-head";
import { migrationLinks } from "../../migration-links";

type Props = PageProps<"/t/[tenant]/settings/migration/accounts/leave-out">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("leaveOutCrumb") };
}

const read = (tenant: string, params: Awaited<Props["searchParams"]>) =>
  viewTenant(tenant, "migration.view", async (tx) => {
    refuseWithout(tx, "migration.run");
    const { verdict, office } = accountQueryOf(params);
    const query = { q: "", standing: "waits", verdict, office, cursor: null } as const;
    return { slug: (await ownTenant(tx)).slug, verdict, office, count: await countAccounts(tx, query) };
  });

/** The one question before all accounts of a verdict are left out. */
export default async function LeaveOutPage({ params, searchParams }: Props) {
  const { slug, verdict, office, count } = await read((await params).tenant, await searchParams);
  const links = migrationLinks(slug);
  if (verdict === null || verdict === "unread" || !count) redirect(links.accounts({ verdict, office }));
  const t = await getTranslations("migration");
  const hidden = { verdict, seen: String(count), ...(office !== null && { office: `=${office}` }) };
  return (
    <>
      <MigrationHead slug={slug} tab="accounts" title={t("leaveOutSure", { count })} />
      <div className="stack-24 prose" style={{ marginTop: 16 }}>
        <div className="stack-8">
          <p>
            {office === null
              ? t("leaveOutOfAll", { verdict: t(`verdict.${verdict}`) })
              : t("leaveOutOf", { verdict: t(`verdict.${verdict}`), office: office || t("noOffice") })}
          </p>
          <p>{t("leaveOutWhat")}</p>
        </div>
        <TenantForm
          action={leaveOutAll}
          hidden={hidden}
          submit={t("leaveOutYes", { count })}
          errorTitle={t("leaveOutNotYet")}
          beside={<ButtonLink href={links.accounts({ verdict, office })}>{t("leaveOutNo")}</ButtonLink>}
        />
      </div>
    </>
  );
}
