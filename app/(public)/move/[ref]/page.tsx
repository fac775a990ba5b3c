import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DoorPage } from "@/app/door-page";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { CodeField } from "@/components/code-field";
import { CompanyLine } from "@/components/company-line";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { SendAgain } from "@/components/send-again";
import { dayIn } from "@/lib/i18n/sentences";
import { type AccessKeyRow, type AccessKeyState, stateOf } from "@/lib/migration/access-key-row";
import { accessKeyPath } from "@/lib/migration/old-sign-in";
import { maskedEmail } from "@/lib/people/email";
import { accessKeyHere } from "@/lib/web/access-key";
import { ContactPanel } from "../contact-panel";
import { goOn, prove, sendAgain } from "./actions";

type Props = { params: Promise<{ ref: string }>; searchParams: Promise<{ sent?: string | string[] }> };
type Shown = { row: AccessKeyRow; isSentAgain: boolean };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("move"))("pageTitle") };
}

async function Heading({ row, title }: { row: AccessKeyRow; title: string }) {
  const t = await getTranslations("move");
  return (
    <>
      <h1>{title}</h1>
      <CompanyLine name={row.tenant.name} accent={row.tenant.accent}>
        {t("account", { name: row.account.oldUserName })}
      </CompanyLine>
    </>
  );
}

/** The mailbox is proved, and the old app where there was one. */
async function Codes({ row, isSentAgain }: Shown) {
  const t = await getTranslations("move");
  const { key, account, person } = row;
  const address = maskedEmail(person?.email ?? "");
  return (
    <>
      <Form
        action={prove}
        hidden={{ ref: key.ref }}
        submit={t("submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={<Heading row={row} title={t("title")} />}
      >
        <p>{t.rich("sent", { address, b: (text) => <b>{text}</b> })}</p>
        <CodeField kind="text" label={t("code")} hint={t("codeHint")} autoFocus />
        {account.sealedTotp && <CodeField name="app" label={t("app")} hint={t("appHint")} />}
      </Form>
      <SendAgain
        action={sendAgain}
        hidden={{ ref: key.ref }}
        submit={t("mailAgain")}
        errorTitle={t("mailAgainNot")}
        hint={t("mailAgainHint")}
        sent={isSentAgain ? t("mailedAgain", { address }) : null}
      />
    </>
  );
}

async function Proved({ row }: Shown) {
  const t = await getTranslations("move");
  return (
    <Form
      action={goOn}
      hidden={{ ref: row.key.ref }}
      submit={t("goOn")}
      size="lg"
      heading={<Heading row={row} title={t("provedTitle")} />}
    >
      <p>{t("proved")}</p>
    </Form>
  );
}

async function Waits({ row }: Shown) {
  const t = await getTranslations("move");
  return (
    <>
      <Heading row={row} title={t("waitsTitle")} />
      <Callout tone="attn">
        <p>{t("waits", { tenant: row.tenant.name })}</p>
      </Callout>
      <p>{t("waitsNext")}</p>
      <ContactPanel company={row.tenant} />
      <div className="ways">
        <Link href={accessKeyPath(row.tenant.companyCode)} prefetch={false}>
          {t("again")}
        </Link>
      </div>
    </>
  );
}

async function Moved({ row }: Shown) {
  const t = await getTranslations("move");
  const { account, person, tenant } = row;
  const language = await getLocale();
  const day = account.movedAt ? dayIn(language, tenant.timeZone, account.movedAt) : "none";
  const words = { day, address: maskedEmail(person?.email ?? ""), tenant: tenant.name };
  return (
    <>
      <Heading row={row} title={t("movedTitle")} />
      <p>{t.rich("moved", { ...words, b: (text) => <b>{text}</b> })}</p>
      <p>{t("movedNot", words)}</p>
      <ButtonLink href="/sign-in" look="primary" size="lg" block>
        {t("signIn")}
      </ButtonLink>
    </>
  );
}

async function Again({ row }: Pick<Shown, "row">) {
  const t = await getTranslations("move");
  return (
    <ButtonLink href={accessKeyPath(row.tenant.companyCode)} look="primary" size="lg" block>
      {t("again")}
    </ButtonLink>
  );
}

async function Mended({ row }: Shown) {
  const t = await getTranslations("move");
  return (
    <>
      <Heading row={row} title={t("mendedTitle")} />
      <p>{t("mended", { tenant: row.tenant.name })}</p>
      <Again row={row} />
    </>
  );
}

async function Closed({ row }: Shown) {
  const t = await getTranslations("move");
  return (
    <>
      <Heading row={row} title={t("closedTitle")} />
      <p>{t("closed", { tenant: row.tenant.name })}</p>
      <ContactPanel company={row.tenant} />
      <div className="ways">
        <Link href="/sign-in" prefetch={false}>
          {t("signIn")}
        </Link>
      </div>
    </>
  );
}

async function Over({ row }: Shown) {
  const t = await getTranslations("move");
  return (
    <>
      <Heading row={row} title={t("overTitle")} />
      <p>{t("over")}</p>
      <Again row={row} />
    </>
  );
}

async function NotHere() {
  const t = await getTranslations("move");
  return (
    <>
      <h1>{t("notHereTitle")}</h1>
      <p>{t("notHere")}</p>
      <ButtonLink href="/sign-in/access-key" look="primary" size="lg" block>
        {t("again")}
      </ButtonLink>
    </>
  );
}

const pages: Record<AccessKeyState, (shown: Shown) => Promise<ReactNode>> = {
  code: Codes,
  proved: Proved,
  waits: Waits,
  mended: Mended,
  moved: Moved,
  closed: Closed,
  over: Over,
};

async function Side({ row }: Pick<Shown, "row">) {
  const t = await getTranslations("move.side");
  return (
    <>
      <DoorPanel title={t("title")}>
        <p>{t("text", { tenant: row.tenant.name })}</p>
      </DoorPanel>
      <DoorPanel title={t("mailTitle")}>
        <p>{t("mail", { tenant: row.tenant.name })}</p>
      </DoorPanel>
      <ContactPanel company={row.tenant} />
    </>
  );
}

const ownContact: readonly AccessKeyState[] = ["waits", "closed"];

/** What stands beside the page: whom to ask, unless the page itself says it. */
function besideOf(row: AccessKeyRow, state: AccessKeyState): ReactNode {
  if (state === "code") return <Side row={row} />;
  return ownContact.includes(state) ? undefined : <ContactPanel company={row.tenant} />;
}

/** From the old account to the new one: the same person, a new door. */
export default async function MovePage({ params, searchParams }: Props) {
  const isSentAgain = (await searchParams).sent === "again";
  const row = await accessKeyHere((await params).ref);
  if (!row)
    return (
      <DoorPage>
        <NotHere />
      </DoorPage>
    );
  const state = stateOf(row);
  const Page = pages[state];
  return (
    <DoorPage accent={row.tenant.accent} side={besideOf(row, state)}>
      <Page row={row} isSentAgain={isSentAgain} />
    </DoorPage>
  );
}
