import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Form } from "@/components/form";
import { Icon } from "@/components/icon";
import type { TextWay } from "@/lib/phones/own-phone";
import { countryIn } from "@/lib/web/country-in";
import { Card } from "./card";
import { dayOrNever } from "./moments";
import { removeOwnPhone } from "./phone-actions";

/** Said where a number is there, or could be, and would not help. */
async function WhyNot({ state, phone }: TextWay) {
  const t = await getTranslations("account.security.phone");
  if (state === "off") return <p className="hint">{t("off")}</p>;
  if (state === "not_allowed") return <p className="hint">{t("notAllowed")}</p>;
  if (state === "blocked")
    return <p className="hint">{t("blocked", { country: countryIn(await getLocale(), phone.country) })}</p>;
  return null;
}

async function PhoneLine({ lastDigits, verifiedAt }: { lastDigits: string; verifiedAt: Date | null }) {
  const t = await getTranslations("account.security.phone");
  return (
    <ul className="list">
      <li>
        <Icon name="send" size={20} />
        <span>{t("since", { digits: lastDigits, day: await dayOrNever(verifiedAt) })}</span>
        <Form
          action={removeOwnPhone}
          submit={
            <>
              {t("remove")} <span className="sr">{t("title")}</span>
            </>
          }
          look="secondary"
          size="sm"
        />
      </li>
    </ul>
  );
}

/** The number that helps to get back in; nothing where it never would. */
export async function PhoneCard({ text }: { text: TextWay }) {
  const t = await getTranslations("account.security.phone");
  const { state, phone } = text;
  if (state === "not_allowed" && !phone) return null;
  const canGive = state !== "off" && state !== "not_allowed";
  return (
    <Card id="phone" title={t("title")} text={t("text")}>
      {phone ? <PhoneLine {...phone} /> : <p>{t("none")}</p>}
      <WhyNot {...text} />
      {canGive && (
        <ButtonLink href="/account/security/phone">
          {t(phone ? "change" : "add")} {phone && <span className="sr">{t("title")}</span>}
        </ButtonLink>
      )}
    </Card>
  );
}
