import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { TenantForm } from "@/components/tenant-form";
import { FIRST_NOTICE_DAYS } from "@/lib/migration/planned-start";
import { clockOf } from "../../../../clock";
import { begin } from "../actions";
import { WaveCrumbs } from "../wave-crumbs";
import { newWaveHref } from "./new-wave-href";
import type { NewWave } from "./read-new-wave";

const DAY = 86_400_000;

async function WhatHappens({ numbers, startsAt, tenant }: NewWave) {
  const t = await getTranslations("waves.sure");
  const clock = clockOf(await getLocale(), tenant.timeZone, new Date());
  const day = startsAt && clock.weekday(startsAt);
  const isSoon = startsAt && startsAt.getTime() - Date.now() <= FIRST_NOTICE_DAYS * DAY;
  return (
    <div className="stack-8">
      <p>{day ? t("mailsOn", { count: numbers.invite, day }) : t("mails", { count: numbers.invite })}</p>
      {isSoon && numbers.invite > 0 && <p>{t("soon", { count: numbers.invite })}</p>}
      {numbers.link > 0 && <p>{t("links", { count: numbers.link })}</p>}
      {numbers.elevated > 0 && (
        <p>
          <b>{t("elevated", { count: numbers.elevated })}</b>
        </p>
      )}
      {numbers.skip > 0 && <p>{t("kept", { count: numbers.skip })}</p>}
      <p>{t("back")}</p>
    </div>
  );
}

/** The one question before mails leave, with the numbers. */
export async function SureScreen(data: NewWave) {
  const { numbers, choice, asked, tenant, language } = data;
  const t = await getTranslations("waves");
  const count = numbers.invite + numbers.link;
  const hidden = {
    count: String(count),
    language,
    ...(choice.office !== undefined && { office: `=${choice.office}` }),
    ...(choice.search && { search: choice.search }),
    ...(asked.name && { name: asked.name }),
    ...(asked.note && { note: asked.note }),
    ...(data.startsAt && { plannedFor: asked.plannedFor }),
  };
  return (
    <>
      <WaveCrumbs tenant={tenant.slug} here={t("newCrumb")} />
      <div className="page-head">
        <h1>{t("sure.title")}</h1>
      </div>
      <div className="stack-24 prose">
        <WhatHappens {...data} />
        <TenantForm
          action={begin}
          hidden={hidden}
          submit={data.startsAt ? t("sure.plan", { count }) : t("sure.yes", { count })}
          errorTitle={t("errorTitle")}
          beside={<ButtonLink href={newWaveHref(tenant.slug, asked)}>{t("sure.no")}</ButtonLink>}
        >
          {asked.account.map((id) => (
            <input key={id} type="hidden" name="account" value={id} />
          ))}
        </TenantForm>
      </div>
    </>
  );
}
