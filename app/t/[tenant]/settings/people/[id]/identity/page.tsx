import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { clockOf } from "../../../../clock";
import { PersonCrumbs } from "../person-crumbs";
import { IdentityStep } from "./identity-step";
import { OldStep } from "./old-step";
import { type IdentityData, readIdentity } from "./read-identity";
import { SureStep } from "./sure-step";

type Props = PageProps<"/t/[tenant]/settings/people/[id]/identity">;

/** Where in the process one is: a step that does not hold any more is the first again. */
function stepOf({ may, accounts }: IdentityData, step: string | string[] | undefined) {
  const isOld = step === "old" && may.move && accounts.length > 0 && (may.create || may.hasAccount);
  if (isOld) return "old";
  return step === "sure" && may.create ? "sure" : "identity";
}

async function titleOf(data: IdentityData, step: ReturnType<typeof stepOf>): Promise<string> {
  const t = await getTranslations("identity");
  return step === "identity" ? t("title", { name: data.row.name }) : t(`${step}.title`);
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ tenant, id }, { step }] = await Promise.all([params, searchParams]);
  const data = await readIdentity(tenant, id);
  return { title: await titleOf(data, stepOf(data, step)) };
}

async function Saved() {
  const t = await getTranslations("identity");
  return (
    <div role="status" style={{ marginTop: 16 }}>
      <Callout tone="ok">
        <p>{t("saved")}</p>
      </Callout>
    </div>
  );
}

/** What is kept of somebody, then "Are you sure?", then what becomes of the old account: three pages of one form. */
export default async function IdentityPage({ params, searchParams }: Props) {
  const [{ tenant, id }, search] = await Promise.all([params, searchParams]);
  const data = await readIdentity(tenant, id);
  const t = await getTranslations("identity");
  const { timeZone, name } = data.managing.tenant;
  const clock = clockOf(await getLocale(), timeZone, data.now);
  const step = stepOf(data, search.step);
  return (
    <>
      <PersonCrumbs managing={data.managing} here={t("manage")} />
      <div className="page-head">
        <h1>{await titleOf(data, step)}</h1>
      </div>
      {step === "identity" && <p className="muted">{t("what", { name: data.row.name, tenant: name })}</p>}
      {step === "identity" && search.told === "saved" && <Saved />}
      {step === "identity" && <IdentityStep data={data} clock={clock} />}
      {step === "sure" && <SureStep data={data} />}
      {step === "old" && <OldStep data={data} />}
    </>
  );
}
