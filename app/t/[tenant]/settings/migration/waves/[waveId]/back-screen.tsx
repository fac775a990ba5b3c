import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { TenantForm } from "@/components/tenant-form";
import { movedIn, outstanding } from "@/lib/migration/wave-page";
import { migrationLinks } from "../../migration-links";
import { rollBack } from "../actions";
import { WaveCrumbs } from "../wave-crumbs";
import type { WaveData } from "./read-wave";

/** The question before a wave is taken back. */
export async function BackScreen({ wave, tenant, progress }: WaveData) {
  const t = await getTranslations("waves");
  const here = migrationLinks(tenant.slug).wave(wave.id);
  const staying = movedIn(progress);
  return (
    <>
      <WaveCrumbs tenant={tenant.slug} here={t("named", { number: wave.number, name: "", hasName: "no" })} />
      <div className="page-head">
        <h1>{t("back.title", { number: wave.number })}</h1>
      </div>
      <div className="stack-24 prose">
        <div className="stack-8">
          <p>{t("back.mails", { count: outstanding(progress) })}</p>
          <p>{t("back.before")}</p>
          {staying > 0 && <p>{t("back.stay", { count: staying })}</p>}
        </div>
        <TenantForm
          action={rollBack}
          hidden={{ waveId: wave.id }}
          submit={t("back.yes")}
          look="danger"
          errorTitle={t("errorTitle")}
          beside={<ButtonLink href={here}>{t("back.no")}</ButtonLink>}
        />
      </div>
    </>
  );
}
