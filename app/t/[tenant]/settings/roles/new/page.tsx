import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { TenantForm } from "@/components/tenant-form";
import { refuseWithout } from "@/lib/access/refuse-without";
import { viewTenant } from "@/lib/web/view-tenant";
import { make } from "../actions";
import { RoleCrumbs } from "../role-crumbs";
import { RoleFields } from "../role-fields";
import { roleFormWords } from "../role-form-words";
import { rolesPath } from "../role-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rolesPage"))("newTitle") };
}

export default async function NewRolePage({ params }: PageProps<"/t/[tenant]/settings/roles/new">) {
  const { tenant } = await params;
  const held = await viewTenant(tenant, "roles.view", async ({ actor }) => {
    refuseWithout({ actor }, "roles.edit");
    return actor.permissions;
  });
  const t = await getTranslations("rolesPage");
  return (
    <>
      <RoleCrumbs tenant={tenant} name={t("newTitle")} />
      <div className="page-head">
        <h1>{t("newTitle")}</h1>
      </div>
      <div style={{ marginTop: 16 }}>
        <TenantForm
          action={make}
          submit={t("make")}
          errorTitle={t("errorTitle")}
          beside={<Link href={rolesPath(tenant)}>{t("back")}</Link>}
        >
          <RoleFields {...(await roleFormWords(held))} given={{ name: "", permissions: [] }} />
        </TenantForm>
      </div>
    </>
  );
}
