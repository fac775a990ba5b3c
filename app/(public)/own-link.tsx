import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { ButtonLink } from "@/components/button";
import { Form, type FormAction } from "@/components/form";
import type { OwnPurpose } from "@/lib/identity/link";
import { ownLinkOf } from "@/lib/web/own-link";
import { PasteLink } from "./paste-link";

type Kind = "address" | "undo" | "notMe";
type Shown = NonNullable<Awaited<ReturnType<typeof ownLinkOf>>>;

/** Opened in another browser, or with blocked cookies. */
async function Elsewhere() {
  const t = await getTranslations("ownLink");
  const words = {
    title: t("elsewhere.title"),
    text: t("elsewhere.text"),
    label: t("label"),
    hint: t("hint"),
    submit: t("submit"),
    errorTitle: t("errorTitle"),
  };
  return <PasteLink words={words} />;
}

type NextHref = (shown: Shown) => string;

/** Each way the link can be over has its words and a next step. */
async function Over({ kind, shown, nextHref }: { kind: Kind; shown: Shown; nextHref: NextHref }) {
  const t = await getTranslations("ownLink");
  const state = shown.state === "open" ? "expired" : shown.state;
  return (
    <>
      <h1>{t(`${kind}.${state}.title`)}</h1>
      <p>{t(`${kind}.${state}.text`, { address: shown.addressKey })}</p>
      <p>
        <ButtonLink href={nextHref(shown)} look="primary" size="lg">
          {t(`${kind}.next`)}
        </ButtonLink>
      </p>
      <p>
        <Link href="/sign-in">{t("signIn")}</Link>
      </p>
    </>
  );
}

async function WhatHappens({ address }: { address: string }) {
  const t = await getTranslations("ownLink.notMe");
  return (
    <>
      <ul className="prose">
        <li>{t("will.out")}</li>
        <li>{t("will.links")}</li>
        <li>{t("will.mail", { address })}</li>
      </ul>
      <p>{t("stays")}</p>
      <p className="hint">{t("cancel")}</p>
    </>
  );
}

/** What the button will do, before it is pressed: opening the page has changed nothing. */
async function Open({ kind, shown, action }: { kind: Kind; shown: Shown; action: FormAction }) {
  const t = await getTranslations("ownLink");
  const address = shown.addressKey;
  return (
    <Form
      action={action}
      hidden={{ ref: shown.ref }}
      submit={t(`${kind}.submit`)}
      size="lg"
      errorTitle={t("errorTitle")}
      heading={
        <>
          <h1>{t(`${kind}.title`)}</h1>
          <p>{t(`${kind}.lead`, { address })}</p>
        </>
      }
    >
      {kind === "notMe" ? <WhatHappens address={address} /> : <p className="muted">{t(`${kind}.what`)}</p>}
    </Form>
  );
}

type Props = {
  at: string;
  kind: Kind;
  purpose: OwnPurpose;
  action: FormAction;
  nextHref: NextHref;
};

/** One page for every link that an account gets by mail and that asks one question. */
export async function OwnLink({ at, kind, purpose, action, nextHref }: Props) {
  const shown = await ownLinkOf(at, purpose);
  return (
    <DoorPage>
      {!shown && <Elsewhere />}
      {shown?.state === "open" && <Open kind={kind} shown={shown} action={action} />}
      {shown && shown.state !== "open" && <Over kind={kind} shown={shown} nextHref={nextHref} />}
    </DoorPage>
  );
}
