import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { signOut, signOutEverywhere } from "@/app/(account)/actions";
import { DoorPage } from "@/app/door-page";
import { NewPhoneBanner } from "@/app/new-phone-banner";
import { Callout } from "@/components/callout";
import { CompanyLine } from "@/components/company-line";
import { ContactLines } from "@/components/contact-lines";
import { Empty } from "@/components/empty";
import { Form } from "@/components/form";
import { dayIn } from "@/lib/i18n/sentences";
import { type Organisation, organisationsOf } from "@/lib/identity/organisations";
import { invitationsFor } from "@/lib/invitations/join";
import { currentSession, requireSelf } from "@/lib/web/current";
import { viewIdentity } from "@/lib/web/view-identity";
import { joinInvitation } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("organisations"))("title") };
}

async function rolesIn(one: Organisation): Promise<string> {
  const t = await getTranslations("roles");
  const names = one.roles.map(({ name, builtIn }) => (builtIn ? t(`${builtIn}.name`) : name));
  return new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(names);
}

async function Paused({ one, pausedAt }: { one: Organisation; pausedAt: Date }) {
  const t = await getTranslations("organisations");
  const day = dayIn(await getLocale(), one.timeZone, pausedAt);
  return (
    <>
      <CompanyLine name={one.name} accent={one.accent} />
      <Callout tone="attn">
        <p>{t("paused", { company: one.name, day })}</p>
        <p>{t("ask", { company: one.name })}</p>
        <ContactLines contact={one.contact} otherwise={t("noContact")} />
      </Callout>
    </>
  );
}

async function Entry({ one }: { one: Organisation }) {
  return (
    <Link className="organisation" href={`/t/${one.slug}`} prefetch={false}>
      <CompanyLine name={one.name} accent={one.accent}>
        {await rolesIn(one)}
      </CompanyLine>
    </Link>
  );
}

async function Invitations({ identityId }: { identityId: string }) {
  const t = await getTranslations("organisations");
  const open = await invitationsFor(identityId);
  if (open.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t("invitations")}</h2>
      {open.map((one) => (
        <div key={one.invitationId} className="stack-8">
          <CompanyLine name={one.tenant} accent={one.accent}>
            {t("invited", { address: one.email ?? "" })}
          </CompanyLine>
          <Form
            action={joinInvitation}
            hidden={{ invitationId: one.invitationId }}
            submit={t("join", { company: one.tenant })}
          />
        </div>
      ))}
    </section>
  );
}

/** Which organisation to open; everything that waits for this identity is here as well. */
export default async function OrganisationsPage() {
  const self = await requireSelf("/account/organisations");
  const t = await getTranslations("organisations");
  const organisations = await viewIdentity(self, organisationsOf);
  const session = await currentSession();
  return (
    <DoorPage>
      <h1>{t("title")}</h1>
      <NewPhoneBanner />
      <p className="muted">{t("signedInAs", { name: session?.name ?? "" })}</p>
      <div className="stack-24">
        <Invitations identityId={self.identityId} />
        {organisations.length === 0 && <Empty title={t("none.title")} why={t("none.text")} />}
        <ul className="list-plain stack">
          {organisations.map((one) => (
            <li key={one.slug}>
              {one.pausedAt ? <Paused one={one} pausedAt={one.pausedAt} /> : <Entry one={one} />}
            </li>
          ))}
        </ul>
        <p>
          <Link href="/account/security" prefetch={false}>
            {(await getTranslations("frame"))("myAccount")}
          </Link>
        </p>
        <div className="row">
          <Form action={signOut} submit={t("signOut")} look="secondary" />
          <Form action={signOutEverywhere} submit={t("signOutEverywhere")} look="quiet" />
        </div>
      </div>
    </DoorPage>
  );
}
