import { getLocale, getTranslations } from "next-intl/server";
import { CompanyLine } from "@/components/company-line";
import { Form } from "@/components/form";
import { Locked } from "@/components/locked";
import { dayIn } from "@/lib/i18n/sentences";
import type { ShownInvitation } from "@/lib/invitations/link-state";
import { maskedEmail } from "@/lib/people/email";
import { lastDayOf } from "@/lib/time";
import { decline } from "./actions";

type Props = { shown: ShownInvitation };

/** A day as people say it, on the company's clock. */
export async function dayOf({ tenant }: ShownInvitation, moment: Date): Promise<string> {
  return dayIn(await getLocale(), tenant.timeZone, moment);
}

async function rolesIn({ roles }: ShownInvitation): Promise<string> {
  const t = await getTranslations("roles");
  const names = roles.map(({ name, builtIn }) => (builtIn ? t(`${builtIn}.name`) : name));
  return new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(names);
}

/** Who offers what. */
export async function Offer({ shown }: Props) {
  const t = await getTranslations("invitation");
  const roles = await rolesIn(shown);
  const { tenant, inviter } = shown;
  return (
    <CompanyLine name={tenant.name} accent={tenant.accent}>
      {inviter ? t("by", { inviter: inviter.name, roles }) : t("byNobody", { roles })}
    </CompanyLine>
  );
}

/** The address is a fact here: it decides who may accept. */
export async function Addressee({ shown }: Props) {
  const t = await getTranslations("invitation");
  return <Locked label={t("address")} value={shown.email} />;
}

/** Last day, and the way out for somebody who is not meant. */
export async function NotMe({ shown }: Props) {
  const t = await getTranslations("invitation");
  const inviter = shown.inviter?.name ?? shown.tenant.name;
  // Where the address is asked, the page does not tell it.
  const address = shown.codeAsked === "no" || shown.identityId ? shown.email : maskedEmail(shown.email);
  return (
    <>
      <p className="hint">{t("until", { day: await dayOf(shown, lastDayOf(shown.expiresAt)), address })}</p>
      <details className="disclosure">
        <summary>{t("notYou")}</summary>
        <p>{t("notYouText", { inviter, address })}</p>
        <Form action={decline} hidden={{ ref: shown.ref }} submit={t("decline")} look="secondary" />
      </details>
    </>
  );
}
