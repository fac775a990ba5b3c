import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import { reviewPolicy } from "./actions";
import { FixedRules, RuleFacts, RuleFields } from "./policy-groups";
import { PresetCards } from "./preset-cards";
import { type PolicyData, readPolicy } from "./read-policy";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policy"))("title") };
}

async function WhoMayChange({ editors, name }: PolicyData) {
  const t = await getTranslations("policy");
  const names = new Intl.ListFormat(await getLocale(), { type: "disjunction" }).format(editors);
  return (
    <Callout icon="lock">
      <p>{editors.length > 0 ? t("readOnly", { names }) : t("readOnlyNobody", { tenant: name })}</p>
    </Callout>
  );
}

async function Told({ isSaved, data }: { isSaved: boolean; data: PolicyData }) {
  const t = await getTranslations("policy");
  if (data.draft)
    return (
      <Callout tone="info">
        <p>{t("notSaved")}</p>
      </Callout>
    );
  if (!isSaved) return null;
  return (
    <div role="status">
      <Callout tone="ok">
        <p>{t("saved")}</p>
      </Callout>
    </div>
  );
}

type Props = PageProps<"/t/[tenant]/settings/sign-in">;

/** A company's rules for getting in: a preset, adjusted field by field. */
export default async function PolicyPage({ params, searchParams }: Props) {
  const [{ tenant }, search] = await Promise.all([params, searchParams]);
  const data = await readPolicy(tenant, search);
  const t = await getTranslations("policy");
  const shown = data.draft ?? data.policy;
  return (
    <>
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      <p className="muted">{t("lead", { tenant: data.name })}</p>
      <div className="stack-24" style={{ marginTop: 16 }}>
        {!data.mayEdit && <WhoMayChange {...data} />}
        <Told isSaved={search.told === "saved"} data={data} />
        <section className="stack-8" aria-labelledby="presets">
          <h2 id="presets" className="lead">
            {t("presetsTitle")}
          </h2>
          <p className="hint">{t(data.mayEdit ? "presetsHint" : "presetsHintRead")}</p>
          <PresetCards slug={data.slug} shown={shown} mayEdit={data.mayEdit} />
        </section>
        {data.mayEdit ? (
          <TenantForm
            key={JSON.stringify(shown)}
            action={reviewPolicy}
            hidden={{ preset: shown.preset }}
            submit={t("look")}
            beside={<span className="small muted">{t("lookNote")}</span>}
            errorTitle={t("errorTitle")}
          >
            <RuleFields policy={shown} />
          </TenantForm>
        ) : (
          <RuleFacts policy={data.policy} />
        )}
        <FixedRules />
      </div>
    </>
  );
}
