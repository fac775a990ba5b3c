import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";

/** A text is the one restricted proof: who gives a number hears why (NIST SP 800-63B-4, 3.2.9). */
export async function PhoneRisk() {
  const t = await getTranslations("phone");
  return (
    <Callout tone="info">
      <p>
        <b>{t("riskTitle")}</b>
      </p>
      <p>{t("risk")}</p>
    </Callout>
  );
}
