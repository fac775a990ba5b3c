import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { PasskeyForm } from "@/components/passkey-form";
import { passkeyWords } from "@/lib/web/passkey-words";
import { askAlone, signInAlone } from "./passkey/actions";

/** In without a name, a password or a code. */
export async function PasskeyWay({ returnTo }: { returnTo: string }) {
  const t = await getTranslations("passkey");
  return (
    <>
      <div className="or needs-script">{t("or")}</div>
      <PasskeyForm
        ask={askAlone}
        answer={signInAlone}
        hidden={{ returnTo }}
        words={await passkeyWords()}
        look="secondary"
        size="lg"
        submit={
          <>
            <Icon name="passkey" size={20} />
            {t("signIn")}
          </>
        }
      />
    </>
  );
}
