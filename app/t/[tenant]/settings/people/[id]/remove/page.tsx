import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Field } from "@/components/field";
import { TenantForm } from "@/components/tenant-form";
import { nameToType } from "@/lib/people/remove";
import { personPath } from "../../list-href";
import { remove } from "../manage-actions";
import { PersonCrumbs } from "../person-crumbs";
import { readManaging } from "../read-managing";

type Props = PageProps<"/t/[tenant]/settings/people/[id]/remove">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, id } = await params;
  const { person } = await readManaging(tenant, id);
  return { title: (await getTranslations("manage"))("removeTitle", { name: person.name }) };
}

/** Names the person and what happens, and asks to type the address: nobody is removed by a slip. */
export default async function RemovePage({ params }: Props) {
  const { tenant: slug, id } = await params;
  const managing = await readManaging(slug, id);
  const { person, tenant, may } = managing;
  const back = personPath(slug, id);
  // The person's page says why.
  if (!may.remove) redirect(back);
  const t = await getTranslations("manage");
  const { name } = person;
  return (
    <>
      <PersonCrumbs managing={managing} here={t("remove")} />
      <div className="page-head">
        <h1>{t("removeTitle", { name })}</h1>
      </div>
      <div className="stack-24 prose" style={{ marginTop: 16 }}>
        <Callout tone="attn">
          <p>{t("removeWhat", { name, tenant: tenant.name })}</p>
          {person.hasOffer && <p>{t("removeOffer")}</p>}
        </Callout>
        <TenantForm
          action={remove}
          hidden={{ personId: id }}
          submit={t("removeYes", { name })}
          look="danger"
          errorTitle={t("errorTitle")}
          beside={<Link href={back}>{t("back", { name })}</Link>}
        >
          <Field
            name="typed"
            label={t("removeType", { wanted: nameToType(person) })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </TenantForm>
      </div>
    </>
  );
}
