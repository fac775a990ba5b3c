import { getTranslations } from "next-intl/server";
import { type Permission, ruleFor } from "@/lib/access/permissions";
import { permissionWords } from "../../permission-words";
import { permissionGroups } from "./permission-groups";
import type { PermissionGroup, RoleFieldWords } from "./role-fields";

/** All sentences of the form: its client part translates nothing. */
export async function roleFormWords(held: ReadonlySet<Permission>) {
  const t = await getTranslations("rolesPage");
  const say = await permissionWords();
  const groups: PermissionGroup[] = permissionGroups.map(({ name, permissions }) => ({
    name,
    title: t(`groups.${name}`),
    choices: permissions.map((value) => ({
      value,
      label: say(value),
      power: ruleFor(value).elevated === true,
      disabled: !held.has(value),
    })),
  }));
  const words: RoleFieldWords = {
    name: t("name"),
    nameHint: t("nameHint"),
    permissions: t("permissions"),
    permissionsHint: t("permissionsHint"),
    power: t("powerHint"),
    notYours: t("notYours"),
  };
  return { words, groups };
}
