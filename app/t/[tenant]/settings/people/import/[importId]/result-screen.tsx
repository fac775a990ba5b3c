import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Icon } from "@/components/icon";
import { StatusBar } from "@/components/status-bar";
import { TenantForm } from "@/components/tenant-form";
import { WatchProgress } from "@/components/watch-progress";
import { undoEndsIn } from "@/lib/imports/undo-window";
import { FileLine } from "../../../../lists/file-line";
import { importsPath, peoplePath } from "../../list-href";
import { cancel, pause, resume, undoAll } from "../actions";
import { ImportHead } from "../import-head";
import type { ResultData } from "./read-import";

async function Progress({ progress, of, now }: ResultData) {
  const t = await getTranslations("imports");
  const seconds = undoEndsIn(of, now);
  const parts = [
    { tone: "active" as const, count: progress.invited, label: t("invited") },
    { tone: "none" as const, count: progress.kept, label: t("kept") },
    ...(progress.undone > 0
      ? [{ tone: "expired" as const, count: progress.undone, label: t("undone") }]
      : []),
  ];
  return (
    <div className="stack-8">
      <div role="status" className="stack-8">
        <p>
          <progress
            max={progress.ready || 1}
            value={progress.done}
            aria-label={t("resultTitle.running", { count: 0 })}
          />{" "}
          {t("progress", { done: progress.done, ready: progress.ready })}
        </p>
        <p>
          {seconds > 0 && progress.waiting > 0 ? `${t("goesOut", { seconds })} ` : ""}
          {progress.done > 0 && t("waiting", { count: progress.waiting })}
        </p>
      </div>
      <StatusBar label={t("counts")} language={await getLocale()} parts={parts} />
    </div>
  );
}

/** Above one's own role only a pause is left, which takes nothing from anybody. */
async function SteerAbove({ of }: Pick<ResultData, "of">) {
  const t = await getTranslations("imports");
  return (
    <div className="row section">
      {of.state === "running" && (
        <TenantForm action={pause} hidden={{ importId: of.id }} submit={t("pause")} look="secondary" />
      )}
      <span className="small muted">{t("above")}</span>
    </div>
  );
}

async function Steer({ of, progress }: ResultData) {
  const t = await getTranslations("imports");
  const hidden = { importId: of.id };
  if (of.state !== "running" && of.state !== "paused" && progress.waiting === 0) return null;
  return (
    <div className="row section">
      {progress.waiting > 0 && (
        <TenantForm action={undoAll} hidden={hidden} submit={t("undo")} look="secondary" />
      )}
      {of.state === "running" && (
        <TenantForm action={pause} hidden={hidden} submit={t("pause")} look="secondary" />
      )}
      {of.state === "paused" && <TenantForm action={resume} hidden={hidden} submit={t("resume")} />}
      {(of.state === "running" || of.state === "paused") && (
        <TenantForm action={cancel} hidden={hidden} submit={t("cancel")} look="quiet" />
      )}
      {progress.waiting > 0 && <span className="small muted">{t("undoHint")}</span>}
    </div>
  );
}

/** Who is invited, what was left, and the next list. */
async function AndNow({ of, progress, tenant }: ResultData) {
  const t = await getTranslations("imports");
  const path = importsPath(tenant.slug);
  return (
    <div className="row section">
      <ButtonLink href={peoplePath(tenant.slug)} look={of.state === "done" ? "primary" : "secondary"}>
        {t("toPeople")}
      </ButtonLink>
      {progress.kept > 0 && (
        <ButtonLink href={`${path}/${of.id}/reasons`} download>
          <Icon name="download" />
          {t("getCsv", { count: progress.kept })}
        </ButtonLink>
      )}
      <ButtonLink href={path}>{t("another")}</ButtonLink>
    </div>
  );
}

/** What became of a list, while it is sent and afterwards. */
export async function ResultScreen({ data }: { data: ResultData }) {
  const t = await getTranslations("imports");
  const { of, progress, tenant } = data;
  const state = of.state === "review" ? "running" : of.state;
  const isMoving = of.state === "running" || progress.waiting > 0;
  return (
    <>
      {isMoving && <WatchProgress />}
      <ImportHead
        tenant={tenant.slug}
        title={t(`resultTitle.${state}`, { count: progress.invited })}
        at="result"
      />
      <FileLine name={of.fileName ?? t("pasted")} rows={of.rows} />
      {of.stoppedWhy && (
        <Callout tone="attn">
          <p>{t(of.stoppedWhy === "trouble" ? "stoppedTrouble" : "stoppedWhy")}</p>
        </Callout>
      )}
      <Progress {...data} />
      {data.isAbove ? <SteerAbove of={of} /> : <Steer {...data} />}
      <AndNow {...data} />
    </>
  );
}
