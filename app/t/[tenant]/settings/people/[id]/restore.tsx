import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TenantForm } from "@/components/tenant-form";
import { dayIn } from "@/lib/i18n/sentences";
import { bringBack, restoreAccess } from "./manage-actions";
import { readManaging } from "./read-managing";
import type { PersonData } from "./read-person";

type Props = { data: PersonData; children: ReactNode };

/** Lets somebody in again who was suspended or has left, right where it says so. */
export async function Restore({ data, children }: Props) {
  const { tenant, person, may } = await readManaging(data.tenant.slug, data.person.id);
  if (!may.restore && !may.bringBack) return children;
  const t = await getTranslations("manage");
  const { id: personId, name, restorableUntil: until } = person;
  const day = until ? dayIn(await getLocale(), tenant.timeZone, until) : "";
  return (
    <>
      <p className="hint">{may.restore ? t("restoreWhat", { name }) : t("restoreLeftWhat", { name, day })}</p>
      <TenantForm
        action={may.restore ? restoreAccess : bringBack}
        hidden={{ personId }}
        submit={t("restoreYes", { name })}
        errorTitle={t("errorTitle")}
      />
      {children}
    </>
  );
}
