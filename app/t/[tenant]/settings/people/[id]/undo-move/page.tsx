import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { undoReasons } from "@/lib/migration/undo-move";
import { peoplePath } from "../../list-href";
import { PersonCrumbs } from "../person-crumbs";
import { readManaging } from "../read-managing";
import { readPerson } from "../read-person";
import { UndoForm } from "./undo-form";

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
  const back = `${peoplePath(slug)}/${id}`;
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
        <UndoForm
          personId={id}
          label={t("undoMove.reason")}
          reasons={undoReasons.map((reason) => ({ value: reason, label: t(`undoMove.reasons.${reason}`) }))}
          yes={t("undoMove.yes")}
          errorTitle={t("undoMove.errorTitle")}
          beside={<Link href={back}>{t("manage.back", { name })}</Link>}
        />
      </div>
    </>
  );
}
