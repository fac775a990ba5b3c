import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { KeyBox } from "@/components/key-box";
import { QrCode } from "@/components/qr-code";
import { qrOf } from "@/lib/factors/qr";

type Props = { uri: string; secret: string };

async function TypedKey({ secret }: { secret: string }) {
  const t = await getTranslations("secondStep");
  return (
    <KeyBox value={secret}>
      <CopyButton text={secret}>{t("copy")}</CopyButton>
    </KeyBox>
  );
}

/** A second device scans; the key can be typed where none can. */
export async function OnDesktop({ uri, secret }: Props) {
  const t = await getTranslations("secondStep");
  return (
    <div className="set-up">
      <QrCode {...qrOf(uri)} label={t("qrLabel")} />
      <div>
        <h2>{t("scan")}</h2>
        <p className="hint">{t("apps")}</p>
        <h2>{t("type")}</h2>
        <TypedKey secret={secret} />
      </div>
    </div>
  );
}

/** The app is on this very phone: open it, or copy the key; a picture only for another phone. */
export async function OnPhone({ uri, secret }: Props) {
  const t = await getTranslations("secondStep");
  return (
    <div className="stack">
      <ButtonLink href={uri} look="primary" size="lg" block>
        {t("open")}
      </ButtonLink>
      <p className="hint">{t("apps")}</p>
      <TypedKey secret={secret} />
      <details className="disclosure">
        <summary>{t("otherPhone")}</summary>
        <QrCode {...qrOf(uri)} label={t("qrLabel")} />
      </details>
    </div>
  );
}
