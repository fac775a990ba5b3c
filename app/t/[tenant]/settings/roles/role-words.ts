import { getTranslations } from "next-intl/server";
import { HOLDERS_COUNTED, type ListedRole } from "@/lib/roles/role-list";
import { roleNamer } from "../../role-names";

export const rolesPath = (tenant: string) => `/t/${tenant}/settings/roles`;

/** The people who have a role, in the list of all. */
export const holdersHref = (tenant: string, { id }: Pick<ListedRole, "id">) =>
  `/t/${tenant}/settings/people?role=${id}`;

/** How a role is called, and how many have it. */
export async function roleWords() {
  const t = await getTranslations("rolesPage");
  const nameOf = await roleNamer();
  const holders = ({ holders: count }: ListedRole) =>
    count > HOLDERS_COUNTED ? t("holdersMany", { count: HOLDERS_COUNTED }) : t("holdersOf", { count });
  return { nameOf, holders };
}
