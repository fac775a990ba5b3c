import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Tag } from "@/components/tag";
import type { ListedRole } from "@/lib/roles/role-list";
import { permissionWords } from "../../permission-words";
import { RoleHolders } from "./role-holders";
import { rolesPath, roleWords } from "./role-words";

type Props = { tenant: string; roles: readonly ListedRole[]; maySeePeople: boolean };

async function Allows({ role }: { role: ListedRole }) {
  const t = await getTranslations();
  const say = await permissionWords();
  if (role.builtIn) return t(`roles.${role.builtIn}.says`);
  return role.allows.length > 0 ? role.allows.map(say).join(" ") : t("rolesPage.nothing");
}

/** The roles on a phone, one after the other. */
export async function RoleCards({ tenant, roles, maySeePeople }: Props) {
  const t = await getTranslations("rolesPage");
  const { nameOf } = await roleWords();
  return (
    <ul className="cards" aria-label={t("title")}>
      {roles.map((role) => (
        <li key={role.id}>
          <span>
            <Link href={`${rolesPath(tenant)}/${role.id}`} prefetch={false}>
              {nameOf(role)}
            </Link>
          </span>
          {role.builtIn ? <Tag>{t("builtIn")}</Tag> : <span />}
          <span className="full small muted">
            <Allows role={role} />
          </span>
          <span className="full small">
            <RoleHolders tenant={tenant} role={role} maySeePeople={maySeePeople} />
          </span>
        </li>
      ))}
    </ul>
  );
}
