import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/button";
import { Field } from "@/components/field";
import { Locked } from "@/components/locked";
import { TenantForm } from "@/components/tenant-form";
import { TextAreaField } from "@/components/text-area-field";
import { personPath } from "../../list-href";
import { savePerson } from "./actions";
import type { IdentityData } from "./read-identity";

type Props = { data: IdentityData };

const plain = { autoComplete: "off", autoCapitalize: "none", spellCheck: false } as const;

/** Why the address stays as it is here; null where it can be changed. */
async function emailWhyOf({ changesEmail, row }: IdentityData): Promise<string | null> {
  if (changesEmail) return null;
  const t = await getTranslations("identity");
  const { name, identityId, stage } = row;
  if (identityId) return t("emailAccount", { name });
  return t(stage === "invited" || stage === "bounced" ? "emailInvited" : "emailOver", { name });
}

async function Address({ data }: Props) {
  const t = await getTranslations("identity");
  const { email } = data.row;
  const why = await emailWhyOf(data);
  if (why === null)
    return <Field name="email" type="email" label={t("email")} defaultValue={email ?? ""} {...plain} />;
  return (
    <div>
      <Locked label={t("email")} value={email || "–"} />
      <p className="hint">{why}</p>
    </div>
  );
}

async function UserName({ data: { row, rule } }: Props) {
  const t = await getTranslations("identity");
  const isEmail = rule === "equals_email";
  return (
    <Field
      name="userName"
      label={t("userName")}
      hint={t(isEmail ? "userNameEquals" : "userNameFree")}
      defaultValue={row.userName ?? (isEmail ? (row.email ?? "") : "")}
      optional={!isEmail}
      {...plain}
    />
  );
}

async function Fields({ data }: Props) {
  const t = await getTranslations("identity");
  const { row } = data;
  return (
    <>
      <Field name="name" label={t("name")} defaultValue={row.name} autoComplete="off" />
      <Address data={data} />
      <UserName data={data} />
      <Field
        name="phone"
        type="tel"
        label={t("phone")}
        hint={t("phoneHint")}
        defaultValue={row.phone ?? ""}
        inputMode="tel"
        autoComplete="off"
        optional
      />
      <TextAreaField
        name="note"
        label={t("note")}
        hint={t("noteHint")}
        defaultValue={row.note ?? ""}
        rows={3}
        maxLength={280}
        optional
      />
    </>
  );
}

/** One form with two ways to send it: both save, and one goes on to the account. */
export async function IdentityForm({ data }: Props) {
  const t = await getTranslations("identity");
  const { row, seen, may, slug } = data;
  const back = (await getTranslations("manage"))("back", { name: row.name });
  return (
    <TenantForm
      action={savePerson}
      hidden={{ personId: row.id, seen }}
      submit={t("save")}
      look={may.invite ? "secondary" : "primary"}
      errorTitle={t("errorTitle")}
      beside={
        <>
          {may.invite && (
            <button type="submit" name="goesOn" value="yes" className={buttonClass({ look: "primary" })}>
              {t("create")}
            </button>
          )}
          <Link href={personPath(slug, row.id)}>{back}</Link>
        </>
      }
    >
      <Fields data={data} />
    </TenantForm>
  );
}
