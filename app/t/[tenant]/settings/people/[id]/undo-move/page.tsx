import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { ChoiceList } from "@/components/choice-list";
import { TenantForm } from "@/components/tenant-form";
import { undoReasons } from "@/lib/migration/undo-move";
import { personPath } from "../../list-href";
import { PersonCrumbs } from "../person-crumbs";
import { readManaging } from "../read-managing";
import { readPerson } from "../read-person";
import { takeMoveBack } from "./actions";

type Props = PageProps<"/t/[tenant]/settings/people/[id]/undo-move">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, id } = await params;
  const { person } = await readManaging(tenant, id);
  return { title: (await getTranslations("undoMove"))("title", { name: person.name }) };
}

/** Says what somebody loses, and that the old password does not come back; asks why. */
export default async function UndoMovePage({ params }: Props) {
  const { tenant: slug, id } = await params;
  const [{ may }, managing] = await Promise.all([readPerson(slug, id), readManaging(slug, id)]);
  const back = personPath(slug, id);
  if (!may.undoMove) redirect(back);
  const t = await getTranslations();
  const { name } = managing.person;
  return (
    <>
      <PersonCrumbs managing={managing} here={t("undoMove.link")} />
      <div className="page-head">
        <h1>{t("undoMove.title", { name })}</h1>
      </div>
      <div className="stack-24 prose" style={{ marginTop: 16 }}>
        <Callout tone="attn">
          <p>{t("undoMove.what", { name, tenant: managing.tenant.name })}</p>
          <p>{t("undoMove.roles")}</p>
          <p>{t("undoMove.password", { name })}</p>
        </Callout>
        <TenantForm
          action={takeMoveBack}
          hidden={{ personId: id }}
          submit={t("undoMove.yes")}
          look="danger"
          errorTitle={t("undoMove.errorTitle")}
          beside={<Link href={back}>{t("manage.back", { name })}</Link>}
        >
          <ChoiceList
            name="reason"
            label={t("undoMove.reason")}
            choices={undoReasons.map((reason) => ({ value: reason, label: t(`undoMove.reasons.${reason}`) }))}
          />
        </TenantForm>
      </div>
    </>
  );
}
