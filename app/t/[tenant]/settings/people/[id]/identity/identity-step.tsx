import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Facts } from "@/components/facts";
import { StatusTag } from "@/components/status-tag";
import { statusOf } from "@/lib/people/status";
import type { Clock } from "../../../../clock";
import { IdentityForm } from "./identity-form";
import { type IdentityData, identityPath } from "./read-identity";

type Props = { data: IdentityData; clock: Clock };

async function isIdentity({ row: { accountAt, invitedAt } }: IdentityData, clock: Clock): Promise<string> {
  const t = await getTranslations("identity");
  if (accountAt) return t("isIdentityYes", { day: clock.day(accountAt) });
  return invitedAt ? t("isIdentityInvited", { day: clock.day(invitedAt) }) : t("isIdentityNo");
}

async function Standing({ data, clock }: Props) {
  const t = await getTranslations();
  const { row, now, may } = data;
  const status = statusOf(row, now);
  const facts = [
    { name: t("identity.person"), value: row.name },
    { name: t("identity.isIdentity"), value: await isIdentity(data, clock) },
    { name: t("identity.status"), value: <StatusTag status={status} label={t(`status.${status}`)} /> },
  ];
  const kept = [
    { name: t("identity.userName"), value: row.userName ?? "–" },
    { name: t("identity.email"), value: row.email ?? "–" },
    { name: t("identity.phone"), value: row.phone ?? "–" },
    { name: t("identity.note"), value: row.note ?? "–" },
  ];
  return <Facts facts={may.edit ? facts : [...facts, ...kept]} />;
}

/** Where an old account is, and no account is to be made: it can be put with the account. */
async function PutWith({ data }: { data: IdentityData }) {
  const t = await getTranslations("identity.old");
  const { may, accounts, row, slug } = data;
  if (!may.hasAccount || !may.move || accounts.length === 0) return null;
  return (
    <Callout tone="info">
      <p>{t("whatActive", { name: row.name })}</p>
      <p>
        <ButtonLink href={`${identityPath(slug, row.id)}?step=old`}>{t("yes")}</ButtonLink>
      </p>
    </Callout>
  );
}

async function ReadOnly({ data }: { data: IdentityData }) {
  const t = await getTranslations("identity");
  const { may, row, slug } = data;
  if (may.create)
    return (
      <p>
        <ButtonLink href={`${identityPath(slug, row.id)}?step=sure`} look="primary">
          {t("create")}
        </ButtonLink>
      </p>
    );
  return <p className="muted">{t("readOnly")}</p>;
}

/** What is kept of somebody, to be mended, and the way to their account. */
export async function IdentityStep({ data, clock }: Props) {
  return (
    <div className="stack-24 prose" style={{ marginTop: 16 }}>
      <Standing data={data} clock={clock} />
      <PutWith data={data} />
      {data.may.edit ? <IdentityForm data={data} /> : <ReadOnly data={data} />}
    </div>
  );
}
