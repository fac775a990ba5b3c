import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { PasskeyForm } from "@/components/passkey-form";
import { passkeyWords } from "@/lib/web/passkey-words";
import { askNewPasskey, usePasskey } from "./passkey-actions";

/** The other second step: nothing to install and nothing to type. */
export async function PasskeyInstead() {
  const t = await getTranslations("passkey");
  return (
    <section className="section stack-8 needs-script" aria-labelledby="passkey-instead">
      <h2 className="lead" id="passkey-instead">
        {t("instead.title")}
      </h2>
      <p className="hint">{t("instead.text")}</p>
      <PasskeyForm
        ask={askNewPasskey}
        answer={usePasskey}
        makes
        words={await passkeyWords()}
        look="secondary"
        size="lg"
        submit={
          <>
            <Icon name="passkey" size={20} />
            {t("instead.submit")}
          </>
        }
      />
    </section>
  );
}
