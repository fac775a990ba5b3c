import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ListedRole } from "@/lib/roles/role-list";
import { holdersHref, roleWords } from "./role-words";

type Props = { tenant: string; role: ListedRole; maySeePeople: boolean };

/** How many have a role; the number is the way to them. */
export async function RoleHolders({ tenant, role, maySeePeople }: Props) {
  const t = await getTranslations("rolesPage");
  const { nameOf, holders } = await roleWords();
  if (role.holders === 0 || !maySeePeople) return holders(role);
  return (
    <Link
      href={holdersHref(tenant, role)}
      prefetch={false}
      aria-label={`${holders(role)}: ${t("showHolders", { name: nameOf(role) })}`}
    >
      {holders(role)}
    </Link>
  );
}
