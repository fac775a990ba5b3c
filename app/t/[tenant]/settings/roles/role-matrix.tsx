import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { Icon } from "@/components/icon";
import type { Permission } from "@/lib/access/permissions";
import type { ListedRole } from "@/lib/roles/role-list";
import { permissionWords } from "../../permission-words";
import { permissionGroups } from "./permission-groups";
import { RoleHolders } from "./role-holders";
import { rolesPath, roleWords } from "./role-words";

type Props = { tenant: string; roles: readonly ListedRole[]; maySeePeople: boolean };

async function Head({ tenant, roles }: Props) {
  const t = await getTranslations("rolesPage");
  const { nameOf } = await roleWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t("permission")}</th>
        {roles.map((role) => (
          <th key={role.id} scope="col">
            <Link href={`${rolesPath(tenant)}/${role.id}`} prefetch={false}>
              {nameOf(role)}
            </Link>
          </th>
        ))}
      </tr>
    </thead>
  );
}

async function Mark({ allowed }: { allowed: boolean }) {
  const t = await getTranslations("rolesPage");
  return (
    <td>
      {allowed ? <Icon name="check" size={18} /> : <span aria-hidden="true">–</span>}
      <span className="sr">{t(allowed ? "yes" : "no")}</span>
    </td>
  );
}

async function PermissionRow({ permission, roles }: { permission: Permission; roles: Props["roles"] }) {
  const say = await permissionWords();
  return (
    <tr>
      <th scope="row">{say(permission)}</th>
      {roles.map((role) => (
        <Mark key={role.id} allowed={role.allows.includes(permission)} />
      ))}
    </tr>
  );
}

/** Each permission as a sentence, and which roles have it. It scrolls sideways where there are many roles. */
export async function RoleMatrix(props: Props) {
  const t = await getTranslations("rolesPage");
  const { roles } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a focus nobody can scroll it by keyboard
    <section className="wide-table only-wide" tabIndex={0} aria-label={t("matrix")}>
      <table className="table is-compact is-matrix">
        <caption className="sr">{t("matrix")}</caption>
        <Head {...props} />
        <tbody>
          <tr>
            <th scope="row">{t("who")}</th>
            {roles.map((role) => (
              <td key={role.id}>
                <RoleHolders {...props} role={role} />
              </td>
            ))}
          </tr>
          {permissionGroups.map(({ name, permissions }) => (
            <Fragment key={name}>
              <tr>
                <th scope="rowgroup" colSpan={roles.length + 1} className="group">
                  {t(`groups.${name}`)}
                </th>
              </tr>
              {permissions.map((permission) => (
                <PermissionRow key={permission} permission={permission} roles={roles} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
