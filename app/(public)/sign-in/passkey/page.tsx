import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Icon } from "@/components/icon";
import { PasskeyForm } from "@/components/passkey-form";
import { signInAt } from "@/lib/web/backup-code";
import { passkeyWords } from "@/lib/web/passkey-words";
import { askPasskey, enterPasskey } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("passkey"))("second.title") };
}

/** After the password: the passkey in the place of a code. */
export default async function PasskeyPage() {
  await signInAt("code");
  const t = await getTranslations("passkey");
  return (
    <DoorPage>
      <PasskeyForm
        ask={askPasskey}
        answer={enterPasskey}
        words={await passkeyWords()}
        size="lg"
        heading={
          <>
            <h1>{t("second.title")}</h1>
            <p className="muted">{t("second.lead")}</p>
          </>
        }
        submit={
          <>
            <Icon name="passkey" size={20} />
            {t("second.submit")}
          </>
        }
      />
      <div className="without-script">
        <h1>{t("second.title")}</h1>
        <p>{t("second.noScript")}</p>
      </div>
      <p className="ways">
        <Link href="/sign-in/other-ways" prefetch={false}>
          {t("second.otherWays")}
        </Link>
        <Link href="/sign-in" prefetch={false}>
          {t("second.startAgain")}
        </Link>
      </p>
    </DoorPage>
  );
}
