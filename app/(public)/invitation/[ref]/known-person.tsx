import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { joinInvitation } from "@/app/(account)/account/organisations/actions";
import { signOutToLink } from "@/app/(account)/actions";
import { signIn } from "@/app/(public)/sign-in/actions";
import { Callout } from "@/components/callout";
import { Form } from "@/components/form";
import { PasswordField } from "@/components/password-field";
import type { SessionSelf } from "@/lib/access/actor";
import { addressesOf } from "@/lib/identity/addresses";
import type { ShownInvitation } from "@/lib/invitations/link-state";
import { viewIdentity } from "@/lib/web/view-identity";
import { Addressee, NotMe, Offer } from "./offer";

type Props = { shown: ShownInvitation; self: SessionSelf | null };

async function Heading({ shown }: { shown: ShownInvitation }) {
  const t = await getTranslations("invitation");
  return (
    <>
      <h1>{t("joinTitle", { tenant: shown.tenant.name })}</h1>
      <Offer shown={shown} />
    </>
  );
}

/** Has an account, signed out: signs in first and comes back here. */
async function SignInFirst({ shown }: { shown: ShownInvitation }) {
  const t = await getTranslations("invitation");
  return (
    <>
      <Form
        action={signIn}
        hidden={{ email: shown.email, returnTo: `/invitation/${shown.ref}` }}
        submit={t("signInToJoin")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={<Heading shown={shown} />}
      >
        <Addressee shown={shown} />
        <p className="hint">{t("haveAccount")}</p>
        <PasswordField label={t("yourPassword")} autoComplete="current-password" />
      </Form>
      <p>
        <Link href="/forgot" prefetch={false}>
          {t("forgot")}
        </Link>
      </p>
      <NotMe shown={shown} />
    </>
  );
}

/** Signed in as the one who is invited: one click. */
async function Join({ shown }: { shown: ShownInvitation }) {
  const t = await getTranslations("invitation");
  return (
    <>
      <Form
        action={joinInvitation}
        hidden={{ invitationId: shown.invitationId }}
        submit={t("join", { tenant: shown.tenant.name })}
        size="lg"
        heading={<Heading shown={shown} />}
      >
        <Addressee shown={shown} />
      </Form>
      <NotMe shown={shown} />
    </>
  );
}

/** Signed in as somebody else: both addresses, and the choice. */
async function SomebodyElse({ shown, own }: { shown: ShownInvitation; own: string }) {
  const t = await getTranslations("invitation");
  return (
    <>
      <Heading shown={shown} />
      <Callout tone="attn">
        <p>{t.rich("wrongAccount", { own, invited: shown.email, b: (text) => <b>{text}</b> })}</p>
      </Callout>
      <Form action={signOutToLink} hidden={{ ref: shown.ref }} submit={t("switch")} size="lg" />
      <p>
        <Link href="/">{t("stay", { own })}</Link>
      </p>
      <NotMe shown={shown} />
    </>
  );
}

/** The invited address has an account, or somebody is signed in here. */
export async function KnownPerson({ shown, self }: Props) {
  if (!self) return <SignInFirst shown={shown} />;
  if (self.identityId === shown.identityId) return <Join shown={shown} />;
  const [own] = await viewIdentity(self, addressesOf);
  return <SomebodyElse shown={shown} own={own ?? ""} />;
}
