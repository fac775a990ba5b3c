import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { isLanguage } from "@/lib/i18n/languages";
import { dayIn } from "@/lib/i18n/sentences";
import type { Managing } from "@/lib/people/managing";
import { peoplePath } from "../list-href";
import { ManageForm } from "./manage-forms";
import { readManaging } from "./read-managing";

type Part = { data: Managing };

async function GoingOn({ data: { tenant, person, may } }: Part) {
  const t = await getTranslations("manage");
  return (
    <>
      {may.changeRoles && (
        <Link href={`${peoplePath(tenant.slug)}/${person.id}/roles`} prefetch={false}>
          {t("changeRoles")}
        </Link>
      )}
      {may.inviteAgain && person.email && (
        <Link
          href={`${peoplePath(tenant.slug)}/invite?email=${encodeURIComponent(person.email)}`}
          prefetch={false}
        >
          {t("inviteAgain")}
        </Link>
      )}
    </>
  );
}

async function Returns({ data: { tenant, person, may } }: Part) {
  const t = await getTranslations("manage");
  const locale = await getLocale();
  const { name, restorableUntil } = person;
  const day = restorableUntil
    ? dayIn(isLanguage(locale) ? locale : "en", tenant.timeZone, restorableUntil)
    : "";
  const form = { personId: person.id, errorTitle: t("errorTitle"), open: true, title: t("restore") };
  return (
    <>
      {may.restore && (
        <ManageForm
          {...form}
          act="restore"
          what={t("restoreWhat", { name })}
          yes={t("restoreYes", { name })}
        />
      )}
      {may.bringBack && (
        <ManageForm
          {...form}
          act="bringBack"
          what={t("restoreLeftWhat", { name, day })}
          yes={t("restoreYes", { name })}
        />
      )}
      {may.inviteAgain && <p>{t("restoreOver", { name })}</p>}
    </>
  );
}

async function Stops({ data: { tenant, person, may } }: Part) {
  const t = await getTranslations("manage");
  const { name } = person;
  const form = { personId: person.id, errorTitle: t("errorTitle") };
  return (
    <>
      {may.suspend && (
        <ManageForm
          {...form}
          act="suspend"
          title={t("suspend")}
          what={t("suspendWhat", { name, tenant: tenant.name })}
          yes={t("suspendYes", { name })}
        />
      )}
      {may.endSessions && (
        <ManageForm
          {...form}
          act="signOut"
          title={t("signOut")}
          what={t("signOutWhat", { name })}
          yes={t("signOutYes", { name })}
        />
      )}
      {may.remove && (
        <Link href={`${peoplePath(tenant.slug)}/${person.id}/remove`} prefetch={false}>
          {t("remove")}
        </Link>
      )}
    </>
  );
}

/** What else can be done about somebody, by who manages people. */
export async function PersonMore({ tenant, id }: { tenant: string; id: string }) {
  const data = await readManaging(tenant, id);
  if (!data.manages) return null;
  const t = await getTranslations("manage");
  const { may, person } = data;
  return (
    <details className="more" open={may.restore || may.bringBack}>
      <summary className="btn">
        <Icon name="more" size={18} />
        {t("more")}
      </summary>
      <div className="more-body" id="more">
        {data.isAbove && <p>{t("above", { name: person.name })}</p>}
        {data.isSelf && <p>{t("self")}</p>}
        <Returns data={data} />
        <GoingOn data={data} />
        <Stops data={data} />
      </div>
    </details>
  );
}
