import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import { roleNamer } from "../../../../role-names";
import { create } from "./actions";
import { type IdentityData, identityPath } from "./read-identity";

type Props = { data: IdentityData };

async function What({ data }: Props) {
  const t = await getTranslations("identity.sure");
  const { row, managing, isElevated, accounts } = data;
  const nameOf = await roleNamer();
  const { roles } = managing.person;
  const listed = new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(roles.map(nameOf));
  return (
    <div className="stack-8">
      <p>{t("what", { name: row.name, tenant: managing.tenant.name, email: row.email ?? "" })}</p>
      {row.userName && <p>{t("userName", { userName: row.userName })}</p>}
      {roles.length > 0 && <p>{t("roles", { roles: listed, count: roles.length })}</p>}
      {isElevated && <p>{t("elevated")}</p>}
      {accounts.length > 0 && <p>{t("asks")}</p>}
      <p className="muted">{t("nothing")}</p>
    </div>
  );
}

/** What keeps the account from being made now; null for nothing. */
async function whyNot({ managing, accounts, may, row }: IdentityData): Promise<string | null> {
  const t = await getTranslations("identity.sure");
  if (managing.person.roles.length === 0) return t("noRoles", { name: row.name });
  return accounts.length > 0 && !may.move ? t("above", { name: row.name }) : null;
}

async function Yes({ data }: Props) {
  const t = await getTranslations("identity.sure");
  const { row, slug, accounts } = data;
  const here = identityPath(slug, row.id);
  const no = (
    <ButtonLink href={here} size="lg">
      {t("no")}
    </ButtonLink>
  );
  const why = await whyNot(data);
  if (why !== null)
    return (
      <>
        <Callout tone="attn">
          <p>{why}</p>
        </Callout>
        <div>{no}</div>
      </>
    );
  if (accounts.length === 0)
    return (
      <TenantForm
        action={create}
        hidden={{ personId: row.id }}
        submit={t("yes")}
        size="lg"
        errorTitle={t("errorTitle")}
        beside={no}
      />
    );
  return (
    <div className="form-actions">
      <ButtonLink href={`${here}?step=old`} look="primary" size="lg">
        {t("next")}
      </ButtonLink>
      {no}
    </div>
  );
}

/** Yes makes the account and sends the mail; No changes nothing. */
export function SureStep({ data }: Props) {
  return (
    <div className="stack-24 prose" style={{ marginTop: 16 }}>
      <What data={data} />
      <Yes data={data} />
    </div>
  );
}
