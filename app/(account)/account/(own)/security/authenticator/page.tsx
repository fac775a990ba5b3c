import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OnDesktop, OnPhone } from "@/app/(public)/welcome/second-step/ways";
import { Callout } from "@/components/callout";
import { CheckField } from "@/components/check-field";
import { CodeField } from "@/components/code-field";
import { Form } from "@/components/form";
import { isFresh } from "@/lib/access/fresh";
import { pendingTotp } from "@/lib/factors/enrol-totp";
import { otpauthUri } from "@/lib/factors/totp";
import { proofToAsk } from "@/lib/sign-in/confirm-again";
import { openedSecurity } from "@/lib/web/account";
import { isPhone } from "@/lib/web/browser-of";
import { viewIdentity } from "@/lib/web/view-identity";
import { confirmAppChange } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.security.change"))("title") };
}

/** A new entry for the app; the old one dies only when a code of the new one has come. */
export default async function AuthenticatorPage() {
  const self = await openedSecurity("/account/security/authenticator");
  const pending = await viewIdentity(self, pendingTotp);
  if (!pending) redirect("/account/security");
  const t = await getTranslations("account.security.change");
  const uri = otpauthUri(pending.secret, pending.label);
  const Ways = isPhone((await headers()).get("user-agent") ?? "") ? OnPhone : OnDesktop;
  return (
    <div className="stack-24">
      <div className="stack-8">
        <div className="page-head">
          <h1>{t("title")}</h1>
        </div>
        <p className="muted">{t("lead")}</p>
      </div>
      <Callout tone="attn">
        <p>{t("warning", { label: pending.label })}</p>
      </Callout>
      <Ways uri={uri} secret={pending.secret} />
      <Form
        action={confirmAppChange}
        submit={t("submit")}
        size="lg"
        confirm={isFresh(self) ? undefined : await proofToAsk(self)}
        beside={<Link href="/account/security">{t("cancel")}</Link>}
      >
        <CodeField label={t("code")} hint={t("codeHint")} />
        <CheckField name="endOthers" value="yes" label={t("endOthers")} defaultChecked />
      </Form>
    </div>
  );
}
