import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import type { Managing } from "@/lib/people/managing";
import { peoplePath, personPath } from "../list-href";
import { ManageForm } from "./manage-forms";
import { readManaging } from "./read-managing";

type Part = { data: Managing };

async function GoingOn({ data: { tenant, person, may } }: Part) {
  const t = await getTranslations("manage");
  return (
    <>
      {may.identity && (
        <Link href={`${personPath(tenant.slug, person.id)}/identity`} prefetch={false}>
          {(await getTranslations("identity"))("manage")}
        </Link>
      )}
      {may.changeRoles && (
        <Link href={`${personPath(tenant.slug, person.id)}/roles`} prefetch={false}>
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
        <Link href={`${personPath(tenant.slug, person.id)}/remove`} prefetch={false}>
          {t("remove")}
        </Link>
      )}
    </>
  );
}

/** What else can be done about somebody, by who manages people; the way back stands in the verdict. */
export async function PersonMore({ tenant, id }: { tenant: string; id: string }) {
  const data = await readManaging(tenant, id);
  const t = await getTranslations("manage");
  const { may, person } = data;
  const { restore: _restore, bringBack: _bringBack, ...others } = may;
  const isEmpty = !data.isAbove && !data.isSelf && !Object.values(others).includes(true);
  if (!data.manages || isEmpty) return null;
  return (
    <details className="more">
      <summary className="btn">
        <Icon name="more" size={18} />
        {t("more")}
      </summary>
      <div className="more-body">
        {data.isAbove && <p>{t("above", { name: person.name })}</p>}
        {data.isSelf && <p>{t("self")}</p>}
        {may.inviteAgain && <p>{t("restoreOver", { name: person.name })}</p>}
        <GoingOn data={data} />
        <Stops data={data} />
      </div>
    </details>
  );
}
