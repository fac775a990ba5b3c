import { getTranslations } from "next-intl/server";
import type { Permission } from "@/lib/access/permissions";

type Dotless<P extends Permission> = P extends `${infer A}.${infer B}` ? `${A}_${B}` : never;

/** What each permission allows, as one sentence in the reader's language. */
export async function permissionWords() {
  const t = await getTranslations("permissions");
  return (permission: Permission) => t(permission.replace(".", "_") as Dotless<Permission>);
}
