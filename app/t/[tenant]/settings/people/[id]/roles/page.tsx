import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { personPath } from "../../list-href";
import { PersonCrumbs } from "../person-crumbs";
import { readRolesOf } from "../read-managing";
import { roleChoices } from "./role-choices";
import { RolesForm } from "./roles-form";

type Props = PageProps<"/t/[tenant]/settings/people/[id]/roles">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, id } = await params;
  const { managing } = await readRolesOf(tenant, id);
  return { title: (await getTranslations("manage"))("rolesTitle", { name: managing.person.name }) };
}

/** The roles of one person: those one may give, with what each allows. */
export default async function RolesOfPage({ params }: Props) {
  const { tenant, id } = await params;
  const { managing, roles } = await readRolesOf(tenant, id);
  const back = personPath(tenant, id);
  // The person's page says why.
  if (!managing.may.changeRoles) redirect(back);
  const t = await getTranslations("manage");
  const { person, isSelf } = managing;
  const { name } = person;
  return (
    <>
      <PersonCrumbs managing={managing} here={t("roles")} />
      <div className="page-head">
        <h1>{t("rolesTitle", { name })}</h1>
      </div>
      <p className="muted">{t("rolesLead", { name })}</p>
      <div className="stack-24" style={{ marginTop: 16 }}>
        {isSelf && (
          <Callout tone="attn">
            <p>{t("rolesOwn")}</p>
          </Callout>
        )}
        {person.hasAccount && !person.hasSecondStep && (
          <Callout>
            <p>{t("noStep", { name })}</p>
          </Callout>
        )}
        <RolesForm
          personId={id}
          choices={await roleChoices(roles)}
          given={person.roles.map((role) => role.id)}
          words={{
            roles: t("roles"),
            hint: t("rolesHint"),
            save: t("rolesSave"),
            review: t("review", { name }),
            next: t("reviewNext"),
            errorTitle: t("errorTitle"),
          }}
          beside={<Link href={back}>{t("back", { name })}</Link>}
        />
      </div>
    </>
  );
}
