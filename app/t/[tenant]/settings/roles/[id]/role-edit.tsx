import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { TenantForm } from "@/components/tenant-form";
import type { Permission } from "@/lib/access/permissions";
import type { ListedRole } from "@/lib/roles/role-list";
import { drop, save } from "../actions";
import { RoleFields } from "../role-fields";
import { roleFormWords } from "../role-form-words";
import { rolesPath } from "../role-words";

type Props = { tenant: string; role: ListedRole; held: ReadonlySet<Permission> };

async function Delete({ role }: Pick<Props, "role">) {
  const t = await getTranslations("rolesPage");
  return (
    <section className="section stack-8" aria-labelledby="delete">
      <h2 id="delete" className="lead">
        {t("delete")}
      </h2>
      <p>{role.holders > 0 ? t("deleteInUse", { count: role.holders }) : t("deleteWhat")}</p>
      {role.holders === 0 && (
        <TenantForm action={drop} hidden={{ roleId: role.id }} submit={t("deleteYes")} look="danger" />
      )}
    </section>
  );
}

/** One of the company's own roles, to be changed. */
export async function RoleEdit({ tenant, role, held }: Props) {
  const t = await getTranslations("rolesPage");
  return (
    <>
      <TenantForm
        action={save}
        hidden={{ roleId: role.id }}
        submit={t("save")}
        errorTitle={t("errorTitle")}
        beside={<Link href={rolesPath(tenant)}>{t("back")}</Link>}
      >
        <RoleFields
          {...(await roleFormWords(held))}
          given={{ name: role.name, permissions: [...role.allows] }}
        />
      </TenantForm>
      <Delete role={role} />
    </>
  );
}
