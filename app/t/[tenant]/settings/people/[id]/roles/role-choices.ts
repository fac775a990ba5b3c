import { getTranslations } from "next-intl/server";
import type { Permission } from "@/lib/access/permissions";
import type { Role } from "@/lib/roles/grantable";
import { permissionWords } from "../../../../permission-words";
import { roleNamer } from "../../../../role-names";

export type RoleChoice = { id: string; name: string; says: string; powers: string[] };

/** The roles as cards: a name, one sentence, and all they allow for the second look. */
export async function roleChoices(
  roles: readonly (Role & { allows: readonly Permission[] })[],
): Promise<RoleChoice[]> {
  const t = await getTranslations();
  const say = await permissionWords();
  const nameOf = await roleNamer();
  return roles.map((role) => {
    const powers = role.allows.map(say);
    const own =
      powers.length > 0 ? t("manage.ownRole", { powers: powers.join(" ") }) : t("rolesPage.nothing");
    const says = role.builtIn ? t(`roles.${role.builtIn}.says`) : own;
    return {
      id: role.id,
      name: nameOf(role),
      says: role.elevated ? `${says} ${t("manage.elevated")}` : says,
      powers,
    };
  });
}
