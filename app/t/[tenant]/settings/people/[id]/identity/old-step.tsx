import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { ChoiceList } from "@/components/choice-list";
import { Facts } from "@/components/facts";
import { TenantForm } from "@/components/tenant-form";
import type { OldAccountToMove } from "@/lib/migration/old-accounts-to-move";
import { roleNamer } from "../../../../role-names";
import { makeSeparate, moveAlong } from "./actions";
import { type IdentityData, identityPath } from "./read-identity";

type Props = { data: IdentityData };

async function PersonSide({ data: { row, managing } }: Props) {
  const t = await getTranslations("identity");
  const nameOf = await roleNamer();
  const roles = new Intl.ListFormat(await getLocale()).format(managing.person.roles.map(nameOf));
  const facts = [
    { name: t("name"), value: row.name },
    { name: t("email"), value: row.email ?? "–" },
    { name: t("old.roles"), value: roles || "–" },
  ];
  return (
    <section className="stack-16" aria-labelledby="person-side">
      <h2 id="person-side">{t("old.person")}</h2>
      <Facts facts={facts} />
    </section>
  );
}

async function OldSide({ data: { row, accounts } }: Props) {
  const t = await getTranslations("identity.old");
  const factsOf = (account: OldAccountToMove) => [
    { name: t("userName"), value: account.oldUserName },
    { name: t("office"), value: account.office || "–" },
    { name: t("source"), value: account.source },
    { name: t("email"), value: account.email || "–" },
    { name: t("role"), value: account.roleText || "–" },
  ];
  return (
    <section className="stack-16" aria-labelledby="old-side">
      <h2 id="old-side">{t("account", { count: accounts.length })}</h2>
      {accounts.map((account) => (
        <div key={account.id} className="stack-8">
          <p className="muted">{t(`how.${account.how}`, { name: row.name })}</p>
          <Facts facts={factsOf(account)} />
        </div>
      ))}
    </section>
  );
}

/** Those that only look like theirs; a single one needs no choice, the question is about it. */
async function Proposed({ data: { accounts, row } }: Props) {
  const t = await getTranslations("identity.old");
  const { name } = row;
  const proposed = accounts.filter(({ how }) => how !== "linked");
  const [only] = proposed;
  if (!only) return null;
  if (accounts.length === 1) return <input type="hidden" name="accounts" value={only.id} />;
  return (
    <ChoiceList
      name="accounts"
      label={t("choose", { name })}
      hint={proposed.length < accounts.length ? t("chooseHint", { name }) : undefined}
      choices={proposed.map(({ id, oldUserName, office, how }) => ({
        value: id,
        label: [oldUserName, office].filter(Boolean).join(" · "),
        hint: t(`how.${how}`, { name }),
      }))}
      defaultValue={proposed.filter(({ how }) => how === "address").map(({ id }) => id)}
      several
    />
  );
}

async function Yes({ data }: Props) {
  const t = await getTranslations("identity.old");
  const { row, may, slug } = data;
  const { name, email } = row;
  return (
    <section className="stack-16">
      <p>{may.hasAccount ? t("yesActive", { name }) : t("yesWhat", { name, email: email ?? "" })}</p>
      <TenantForm
        action={moveAlong}
        hidden={{ personId: row.id }}
        submit={t("yes")}
        size="lg"
        errorTitle={t("errorTitle")}
        beside={
          <ButtonLink href={identityPath(slug, row.id)} size="lg">
            {t("back")}
          </ButtonLink>
        }
      >
        <Proposed data={data} />
      </TenantForm>
    </section>
  );
}

async function No({ data: { row, accounts } }: Props) {
  const t = await getTranslations("identity.old");
  return (
    <details className="disclosure">
      <summary>{t("no")}</summary>
      <div className="stack-8">
        <Callout tone="attn">
          <p>{t("noWhat", { name: row.name })}</p>
          {accounts.some(({ how }) => how === "name") && <p>{t("noName")}</p>}
        </Callout>
        <TenantForm
          action={makeSeparate}
          hidden={{ personId: row.id }}
          submit={t("noYes")}
          look="danger"
          errorTitle={t("errorTitle")}
        />
      </div>
    </details>
  );
}

/** Asks whether the old account moves; both sides are shown beside each other. */
export async function OldStep({ data }: Props) {
  const t = await getTranslations("identity.old");
  const { row, may } = data;
  return (
    <div className="stack-24" style={{ marginTop: 16 }}>
      <p>{t(may.hasAccount ? "whatActive" : "what", { name: row.name })}</p>
      <div className="two-sides">
        <PersonSide data={data} />
        <OldSide data={data} />
      </div>
      <Yes data={data} />
      {!may.hasAccount && <No data={data} />}
    </div>
  );
}
