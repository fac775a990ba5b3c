import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Field } from "@/components/field";
import { TenantForm } from "@/components/tenant-form";
import { SECRETS_KEPT_DAYS } from "@/lib/migration/erase-old-secrets";
import { lastDayOf } from "@/lib/time";
import type { Clock } from "../../../clock";
import { migrationLinks } from "../migration-links";
import { closeDoor, openDoor } from "./actions";
import type { OldDoorData } from "./read-old-door";

type Props = { data: OldDoorData };

/** Opens it, or gives it another last day. */
async function OpenForm({ data }: Props) {
  const t = await getTranslations("oldLogIn");
  return (
    <TenantForm action={openDoor} submit={t(data.isOpen ? "save" : "open")} errorTitle={t("errorTitle")}>
      <Field
        name="lastDay"
        type="date"
        label={t("lastDay")}
        hint={t("lastDayHint")}
        defaultValue={data.lastDay ?? ""}
        optional
      />
    </TenantForm>
  );
}

/** Says first for how many there is no other way in. */
export async function CloseForm({ data }: Props) {
  const t = await getTranslations("oldLogIn");
  const { counts, slug } = data;
  return (
    <section className="stack-16 prose" aria-labelledby="close">
      <h2 id="close">{t("closeTitle", { count: counts.all })}</h2>
      <Callout tone={counts.all > 0 ? "attn" : "ok"}>
        <p>{t("closeWhat", { count: counts.all })}</p>
        {counts.all > 0 && <p>{t("closeOf", counts)}</p>}
        {counts.closed > 0 && <p>{t("closedBefore", { count: counts.closed })}</p>}
        <p>{t("closeErases", { days: SECRETS_KEPT_DAYS })}</p>
      </Callout>
      <TenantForm
        action={closeDoor}
        hidden={{ seen: String(counts.all) }}
        submit={t("closeYes", { count: counts.all })}
        look="danger"
        errorTitle={t("errorTitle")}
        beside={<Link href={migrationLinks(slug).oldLogIn}>{t("keep")}</Link>}
      />
    </section>
  );
}

/** Where it stands, in one sentence, and the way to change it. */
export async function DoorState({ data, clock }: Props & { clock: Clock }) {
  const t = await getTranslations("oldLogIn");
  const { isOpen, endsAt, now, slug, mayRun } = data;
  const until = endsAt ? clock.weekday(lastDayOf(endsAt)) : "none";
  const hasEnded = !isOpen && endsAt !== null && endsAt <= now;
  return (
    <section className="settings" aria-labelledby="state">
      <div>
        <h2 id="state">
          {isOpen ? t("isOpen", { until }) : t(hasEnded ? "hasEnded" : "isClosed", { until })}
        </h2>
        <p className="hint">{isOpen ? t("what", { address: data.address }) : t("whatClosed")}</p>
      </div>
      {mayRun && (
        <div className="stack-16">
          <OpenForm data={data} />
          {isOpen && (
            <p>
              <ButtonLink href={`${migrationLinks(slug).oldLogIn}?step=close`}>{t("close")}</ButtonLink>
            </p>
          )}
        </div>
      )}
    </section>
  );
}
