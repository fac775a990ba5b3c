import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import { takeInAll } from "../actions";
import { migrationLinks } from "../migration-links";
import type { AccountsData } from "./read-accounts";

/** The way to leave out all of one verdict at once; what a search finds is left out one by one. */
export async function LeaveOutLink({ data }: { data: AccountsData }) {
  const { query, count, mayRun, tenant } = data;
  if (!mayRun || !count || query.q !== "" || query.verdict === null || query.verdict === "unread")
    return null;
  const t = await getTranslations("migration");
  return (
    <ButtonLink href={migrationLinks(tenant.slug).leaveOut(query)}>{t("leaveOutAll", { count })}</ButtonLink>
  );
}

/** Those that were left out together last, and the way back. */
export async function LeftTogether({ data }: { data: AccountsData }) {
  const { together, mayRun } = data;
  if (!together || !mayRun) return null;
  const t = await getTranslations("migration");
  const { at, accounts: count } = together;
  return (
    <Callout>
      <p>{t("leftTogether", { count })}</p>
      <TenantForm
        action={takeInAll}
        hidden={{ at }}
        submit={t("takeInAll", { count })}
        look="secondary"
        size="sm"
      />
    </Callout>
  );
}
