import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Empty } from "@/components/empty";
import { TableHead } from "@/components/table-head";
import { recentWaves } from "@/lib/migration/wave-page";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";
import { clockOf } from "../../../clock";
import { MigrationHead } from "../migration-head";
import { migrationLinks } from "../migration-links";
import { WaveTag } from "./wave-tag";

type Props = PageProps<"/t/[tenant]/settings/migration/waves">;

const SHOWN = 100;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("waves"))("title") };
}

const readWaves = (tenant: string) =>
  viewTenant(tenant, "migration.view", async (tx) => ({
    mayRun: tx.actor.permissions.has("migration.run"),
    tenant: await ownTenant(tx),
    waves: await recentWaves(tx, SHOWN),
  }));

async function Table({ tenant, waves }: Awaited<ReturnType<typeof readWaves>>) {
  const t = await getTranslations("waves");
  const clock = clockOf(await getLocale(), tenant.timeZone, new Date());
  return (
    <table className="table is-stacked is-level" aria-label={t("title")}>
      <TableHead heads={(["wave", "state", "accounts", "when"] as const).map((head) => t(`head.${head}`))} />
      <tbody>
        {waves.map((wave) => (
          <tr key={wave.id}>
            <th scope="row">
              <Link href={migrationLinks(tenant.slug).wave(wave.id)} prefetch={false}>
                {t("named", { number: wave.number, name: wave.name, hasName: wave.name ? "yes" : "no" })}
              </Link>
            </th>
            <td>
              <WaveTag state={wave.state} />
            </td>
            <td className="num">{t("accounts", { count: wave.accounts })}</td>
            <td>{clock.day(wave.startedAt ?? wave.plannedFor ?? wave.createdAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** All waves, the newest first. */
export default async function WavesPage({ params }: Props) {
  const data = await readWaves((await params).tenant);
  const t = await getTranslations("waves");
  const { slug } = data.tenant;
  return (
    <>
      <MigrationHead slug={slug} tab="waves" title={t("title")}>
        {data.mayRun && (
          <ButtonLink href={migrationLinks(slug).newWave} look="primary">
            {t("new")}
          </ButtonLink>
        )}
      </MigrationHead>
      {data.waves.length > 0 ? <Table {...data} /> : <Empty title={t("none")} why={t("noneWhy")} />}
    </>
  );
}
