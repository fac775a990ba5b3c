import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Icon } from "@/components/icon";
import { TenantForm } from "@/components/tenant-form";
import { migrationLinks } from "../../migration-links";
import { cancel, pause, resume, startNow } from "../actions";
import { newWaveHref } from "../new/new-wave-href";
import { WaveCrumbs } from "../wave-crumbs";
import { WaveTag } from "../wave-tag";
import { canGoBack, isPlanOff, type WaveData } from "./read-wave";

const isOn = ["planned", "running", "paused"];

/** Stands still, forwards or on its way back. */
const stands = ({ state, stoppedWhy }: WaveData["wave"]) =>
  state === "paused" || (state === "rolling_back" && stoppedWhy !== null);

async function GoOrPause({ wave }: WaveData) {
  const t = await getTranslations("waves");
  const hidden = { waveId: wave.id };
  if (stands(wave)) return <TenantForm action={resume} hidden={hidden} submit={t("resume")} />;
  if (wave.state === "planned")
    return <TenantForm action={startNow} hidden={hidden} submit={t("startNow")} look="secondary" />;
  if (wave.state !== "running") return null;
  const words = (
    <>
      <Icon name="pause" />
      {t("pause")}
    </>
  );
  return <TenantForm action={pause} hidden={hidden} look="secondary" submit={words} />;
}

/** The same choice and terms, for another day. */
async function PlanAgain({ wave, tenant }: WaveData) {
  const t = await getTranslations("waves");
  const { choice, name, note, language } = wave;
  const { office, search: q = "", accountIds: account = [] } = choice;
  const terms = { name, note: note ?? "", language, plannedFor: "" };
  return (
    <ButtonLink href={newWaveHref(tenant.slug, { office, q, account, ...terms })}>
      {t("planAgain")}
    </ButtonLink>
  );
}

async function Steer(data: WaveData) {
  const t = await getTranslations("waves");
  const { wave, tenant } = data;
  const { state } = wave;
  return (
    <div className="row">
      <GoOrPause {...data} />
      {isOn.includes(state) && (
        <TenantForm
          action={cancel}
          hidden={{ waveId: wave.id }}
          submit={t(state === "planned" ? "cancelPlan" : "cancel")}
          look="quiet"
        />
      )}
      {isPlanOff(wave) && <PlanAgain {...data} />}
      {canGoBack(data) && (
        <ButtonLink href={`${migrationLinks(tenant.slug).wave(wave.id)}?back=yes`}>
          <Icon name="undo" />
          {t("rollBack")}
        </ButtonLink>
      )}
    </div>
  );
}

/** The way back, the name, where it stands, and what can be done. */
export async function WaveHead(data: WaveData) {
  const { wave, tenant, mayRun } = data;
  const t = await getTranslations("waves");
  const named = t("named", { number: wave.number, name: wave.name, hasName: wave.name ? "yes" : "no" });
  return (
    <>
      <WaveCrumbs tenant={tenant.slug} here={t("named", { number: wave.number, name: "", hasName: "no" })} />
      <div className="page-head">
        <div className="row wave-name">
          <h1>{named}</h1>
          <WaveTag state={wave.state} />
        </div>
        {mayRun && <Steer {...data} />}
      </div>
    </>
  );
}
