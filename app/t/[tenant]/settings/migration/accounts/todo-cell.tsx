import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CellField } from "@/components/cell-field";
import { TenantForm } from "@/components/tenant-form";
import type { ListedAccount } from "@/lib/migration/list-accounts";
import { forget, link, mark, saveAccount } from "../actions";
import { migrationLinks } from "../migration-links";
import { canLink, marksOf, mendingOf } from "./account-acts";

type Props = { account: ListedAccount; slug: string };

async function Fields({ account }: { account: ListedAccount }) {
  const t = await getTranslations("migration");
  const mending = mendingOf(account);
  if (!mending) return null;
  const { id, email, name, oldUserName } = account;
  const form = (
    <TenantForm
      key={email}
      action={saveAccount}
      hidden={{ accountId: id, ...(mending.fields === "address" && { name }) }}
      submit={t("save")}
      look="secondary"
      size="sm"
      inline={mending.fields === "address"}
    >
      {mending.fields === "both" && (
        <CellField name="name" defaultValue={name} label={t("nameOf", { oldUserName })} />
      )}
      <CellField name="email" defaultValue={email} label={t("addressOf", { oldUserName })} />
    </TenantForm>
  );
  if (mending.isOpen) return form;
  return (
    <details className="disclosure">
      <summary>{t("otherAddress")}</summary>
      {form}
    </details>
  );
}

async function SamePerson({ account }: { account: ListedAccount }) {
  const t = await getTranslations("migration");
  const { id, proposed } = account;
  if (!proposed || !canLink(account)) return null;
  return (
    <TenantForm
      action={link}
      hidden={{ accountId: id, proposed: proposed.id }}
      submit={
        <>
          {t("samePerson")} <span className="sr">{proposed.name}</span>
        </>
      }
      look="secondary"
      size="sm"
    />
  );
}

/** What helps all accounts of a kind at once. */
async function ForAll({ account, slug }: Props) {
  const t = await getTranslations("migration");
  const { standing, verdict, about } = account;
  if (standing !== "waits") return null;
  if (verdict === "role_unknown" || verdict === "role_above")
    return (
      <Link className="btn-link" href={migrationLinks(slug).roles} prefetch={false}>
        {t("sayRole")}
      </Link>
    );
  const scheme = about["scheme"];
  if (verdict !== "hash_unknown" || typeof scheme !== "string") return null;
  return <TenantForm action={forget} hidden={{ scheme }} submit={t("withoutPassword")} look="link" />;
}

async function Marks({ account }: { account: ListedAccount }) {
  const t = await getTranslations("migration");
  const { id, about, name, oldUserName, verdict } = account;
  const better = String(about["better"] ?? "");
  return marksOf(account).map((one) => (
    <TenantForm
      key={one}
      action={mark}
      hidden={{ accountId: id, mark: one }}
      submit={
        <>
          {t(`marks.${one}`, { better, verdict })} <span className="sr">{name || oldUserName}</span>
        </>
      }
      look="link"
    />
  ));
}

/** What can be done about an account, in its row. */
export async function TodoCell({ account, slug }: Props) {
  const isOpen = mendingOf(account)?.isOpen;
  return (
    <div className="stack-8">
      {isOpen && <Fields account={account} />}
      <div className="row">
        <SamePerson account={account} />
        <ForAll account={account} slug={slug} />
        <Marks account={account} />
      </div>
      {!isOpen && <Fields account={account} />}
    </div>
  );
}
