import { getTranslations } from "next-intl/server";
import type { RoleName } from "@/lib/people/listed-person";

/** Built-in roles are called by the reader's language, a tenant's own by their name. */
export async function roleNamer() {
  const t = await getTranslations("roles");
  return ({ name, builtIn }: RoleName) => (builtIn ? t(`${builtIn}.name`) : name);
}
