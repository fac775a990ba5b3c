import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/empty";
import { TableHead } from "@/components/table-head";
import { TenantForm } from "@/components/tenant-form";
import { roleKeyOf } from "@/lib/migration/old-row";
import { type RoleWord, roleWords } from "@/lib/migration/role-words";
import { grantableRoles, type Role } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";
import { roleNamer } from "../../../role-names";
import { saveRole } from "../actions";
import { MigrationHead } from "../migration-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("migration"))("rolesTitle") };
}

const readRoles = (tenant: string) =>
  viewTenant(tenant, "migration.view", async (tx) => ({
    slug: (await ownTenant(tx)).slug,
    words: await roleWords(tx),
    roles: await grantableRoles(tx, tx.actor.permissions),
    mayRun: tx.actor.permissions.has("migration.run"),
  }));

type Named = Role & { label: string };
type Props = { word: RoleWord; roles: readonly Named[]; mayRun: boolean };

async function Word({ word, roles, mayRun }: Props) {
  const t = await getTranslations("migration");
  const { roleKey, roleText, roleId } = word;
  const same = roles.find(({ label, name }) => [label, name].some((one) => roleKeyOf(one) === roleKey));
  const chosen = roles.find(({ id }) => id === roleId);
  return (
    <tr>
      <th scope="row" className="breaks">
        <b>{roleText}</b>
      </th>
      <td>
        {chosen ? chosen.label : roleId ? t("roleOther") : <span className="muted">{t("roleNone")}</span>}
      </td>
      <td>
        {mayRun && (
          <TenantForm
            action={saveRole}
            hidden={{ roleKey }}
            submit={t("save")}
            look="secondary"
            size="sm"
            inline
          >
            <select
              className="select"
              name="role"
              aria-label={t("roleFor", { word: roleText })}
              defaultValue={chosen?.id ?? same?.id ?? ""}
            >
              <option value="">{t("chooseRole")}</option>
              {roles.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </TenantForm>
        )}
      </td>
    </tr>
  );
}

async function Words({ words, ...rest }: Omit<Props, "word"> & { words: readonly RoleWord[] }) {
  const t = await getTranslations("migration");
  if (words.length === 0) return <Empty title={t("noWords")} why={t("noWordsWhy")} />;
  return (
    <table className="table is-stacked is-level">
      <TableHead heads={(["word", "roleHere", "todo"] as const).map((column) => t(`columns.${column}`))} />
      <tbody>
        {words.map((word) => (
          <Word key={word.roleKey} word={word} {...rest} />
        ))}
      </tbody>
    </table>
  );
}

/** What each role of the old system is here: said once, for everybody who had it. */
export default async function OldRolesPage({ params }: PageProps<"/t/[tenant]/settings/migration/roles">) {
  const { slug, words, roles, mayRun } = await readRoles((await params).tenant);
  const t = await getTranslations("migration");
  const nameOf = await roleNamer();
  const named = roles.map((role) => ({ ...role, label: nameOf(role) }));
  return (
    <>
      <MigrationHead slug={slug} tab="roles" title={t("rolesTitle")} />
      <p className="muted" style={{ marginTop: 16 }}>
        {t("rolesLead")}
      </p>
      <Words words={words} roles={named} mayRun={mayRun} />
    </>
  );
}
