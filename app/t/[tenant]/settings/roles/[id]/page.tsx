import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { z } from "zod";
import { Tag } from "@/components/tag";
import { listedRole } from "@/lib/roles/role-list";
import { viewTenant } from "@/lib/web/view-tenant";
import { RoleCrumbs } from "../role-crumbs";
import { RoleHolders } from "../role-holders";
import { roleWords } from "../role-words";
import { RoleEdit } from "./role-edit";
import { RoleFacts } from "./role-facts";

type Props = PageProps<"/t/[tenant]/settings/roles/[id]">;

/** Read once for the page and its title. */
const readRole = cache(async (tenant: string, id: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return viewTenant(tenant, "roles.view", async (tx) => ({
    role: await listedRole(tx, id),
    held: tx.actor.permissions,
  }));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, id } = await params;
  const { nameOf } = await roleWords();
  return { title: nameOf((await readRole(tenant, id)).role) };
}

export default async function RolePage({ params }: Props) {
  const { tenant, id } = await params;
  const { role, held } = await readRole(tenant, id);
  const t = await getTranslations("rolesPage");
  const { nameOf } = await roleWords();
  const mayEdit = held.has("roles.edit");
  const isChangeable = mayEdit && !role.builtIn && role.within;
  return (
    <>
      <RoleCrumbs tenant={tenant} name={nameOf(role)} />
      <div className="page-head">
        <h1 style={{ marginRight: 4 }}>{nameOf(role)}</h1>
        {role.builtIn && <Tag>{t("builtIn")}</Tag>}
        {role.elevated && <Tag tone="attn">{t("power")}</Tag>}
      </div>
      <div className="stack-24" style={{ marginTop: 16 }}>
        <p>
          {t("who")}: <RoleHolders tenant={tenant} role={role} maySeePeople={held.has("people.view")} />
        </p>
        {role.elevated && <p className="muted">{t("powerWhat")}</p>}
        {isChangeable ? (
          <RoleEdit tenant={tenant} role={role} held={held} />
        ) : (
          <RoleFacts role={role} mayEdit={mayEdit} />
        )}
      </div>
    </>
  );
}
