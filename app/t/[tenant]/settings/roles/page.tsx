import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Icon } from "@/components/icon";
import { listRoles } from "@/lib/roles/role-list";
import { viewTenant } from "@/lib/web/view-tenant";
import { RoleCards } from "./role-cards";
import { RoleMatrix } from "./role-matrix";
import { rolesPath } from "./role-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rolesPage"))("title") };
}

const Told = z.enum(["made", "saved", "deleted"]);

async function JustDone({ told }: { told: string | string[] | undefined }) {
  const t = await getTranslations("rolesPage.told");
  const asked = Told.safeParse(told);
  if (!asked.success) return null;
  return (
    <div role="status">
      <Callout tone="ok">
        <p>{t(asked.data)}</p>
      </Callout>
    </div>
  );
}

type Props = PageProps<"/t/[tenant]/settings/roles">;

/** What each role allows, and who has it. */
export default async function RolesPage({ params, searchParams }: Props) {
  const [{ tenant }, { told }] = await Promise.all([params, searchParams]);
  const { roles, mayEdit, maySeePeople } = await viewTenant(tenant, "roles.view", async (tx) => ({
    roles: await listRoles(tx),
    mayEdit: tx.actor.permissions.has("roles.edit"),
    maySeePeople: tx.actor.permissions.has("people.view"),
  }));
  const t = await getTranslations("rolesPage");
  const shown = { tenant, roles, maySeePeople };
  return (
    <>
      <div className="page-head">
        <h1>{t("title")}</h1>
        {mayEdit && (
          <ButtonLink look="primary" href={`${rolesPath(tenant)}/new`}>
            <Icon name="plus" />
            {t("new")}
          </ButtonLink>
        )}
      </div>
      <p className="muted">{t("lead")}</p>
      <div className="stack-24" style={{ marginTop: 16 }}>
        <JustDone told={told} />
        <RoleMatrix {...shown} />
        <RoleCards {...shown} />
      </div>
    </>
  );
}
