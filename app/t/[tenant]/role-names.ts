import { getTranslations } from "next-intl/server";
import { builtInRoles } from "@/lib/access/permissions";
import type { RoleName } from "@/lib/people/listed-person";

/** Built-in roles are called by the reader's language, a tenant's own by their name. */
export async function roleNamer() {
  const t = await getTranslations("roles");
  return ({ name, builtIn }: RoleName) => (builtIn ? t(`${builtIn}.name`) : name);
}

/** The same for a name alone, as a verdict keeps it: a built-in role is stored under its key. */
export async function storedRoleNamer() {
  const nameOf = await roleNamer();
  return (name: string) => nameOf({ name, builtIn: builtInRoles.find((one) => one === name) ?? null });
}
