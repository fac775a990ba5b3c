import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { TenantForm } from "@/components/tenant-form";
import { differingFields, queryOf } from "@/lib/policy/draft";
import type { PolicyField } from "@/lib/policy/fields";
import type { Policy } from "@/lib/policy/policy";
import { savePolicy } from "../actions";
import { readReview } from "../read-policy";
import { valueWords } from "../value-words";
import { effectsOf } from "./effects";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("policy"))("review.title") };
}

type Changed = { before: Policy; after: Policy; fields: readonly PolicyField[] };

async function Changes({ before, after, fields }: Changed) {
  const t = await getTranslations("policy");
  const say = await valueWords();
  return (
    <table className="table is-compact">
      <caption className="sr">{t("review.changes")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("review.rule")}</th>
          <th scope="col">{t("review.now")}</th>
          <th scope="col">{t("review.then")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{t(`fields.${field}.label`)}</th>
            <td>{say(field, before)}</td>
            <td>
              <b>{say(field, after)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A list cannot stand in one hidden field, so each of its values has one. */
function Wished({ policy }: { policy: Policy }) {
  return Object.entries(policy).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((one) => <input key={`${name} ${one}`} type="hidden" name={name} value={String(one)} />),
  );
}

type Props = PageProps<"/t/[tenant]/settings/sign-in/review">;

/** Who is affected, before anything is saved. */
export default async function ReviewPage({ params, searchParams }: Props) {
  const [{ tenant }, search] = await Promise.all([params, searchParams]);
  const { policy: before, draft: after, slug, seen, reach, timeZone } = await readReview(tenant, search);
  if (!after) redirect(`/t/${slug}/settings/sign-in`);
  const t = await getTranslations("policy");
  const fields = differingFields(before, after);
  const effects = await effectsOf({ before, after, fields, reach, timeZone });
  const back = `/t/${slug}/settings/sign-in?${queryOf(after)}`;
  const isNew = fields.length > 0 || before.preset !== after.preset;
  return (
    <>
      <div className="page-head">
        <h1>{t("review.title")}</h1>
      </div>
      <p className="muted">{t(isNew ? "review.lead" : "review.nothing")}</p>
      <div className="stack-24" style={{ marginTop: 16 }}>
        {effects.length > 0 && (
          <section className="stack-8" aria-labelledby="effects">
            <h2 id="effects" className="lead">
              {t("review.affected")}
            </h2>
            <ul className="list">
              {effects.map((effect) => (
                <li key={effect}>
                  <Icon name="info" size={18} />
                  {effect}
                </li>
              ))}
            </ul>
          </section>
        )}
        {fields.length > 0 && <Changes before={before} after={after} fields={fields} />}
        {isNew ? (
          <TenantForm
            action={savePolicy}
            hidden={{ reviewed: "yes", seen }}
            submit={t("review.save")}
            beside={<Link href={back}>{t("review.back")}</Link>}
            errorTitle={t("review.errorTitle")}
          >
            <Wished policy={after} />
          </TenantForm>
        ) : (
          <p>
            <Link href={back}>{t("review.back")}</Link>
          </p>
        )}
      </div>
    </>
  );
}
