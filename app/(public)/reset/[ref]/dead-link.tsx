import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Form } from "@/components/form";
import { maskedEmail } from "@/lib/people/email";
import { type LinkHere, stepHere } from "@/lib/web/recovery-link";
import { sendAnother } from "./actions";

async function GoOn({ step }: { step: string }) {
  const t = await getTranslations("reset");
  return (
    <>
      <h1>{t("begun.title")}</h1>
      <p>{t("begun.text")}</p>
      <p>
        <ButtonLink href={step} look="primary" size="lg">
          {t("begun.action")}
        </ButtonLink>
      </p>
    </>
  );
}

/** Each way a link can have ended has its own words; each offers a new one. */
export async function DeadLink({ link }: { link: LinkHere }) {
  const step = link.state === "spent" ? await stepHere(link.identityId) : null;
  if (step) return <GoOn step={step} />;
  const t = await getTranslations("reset");
  const state = link.state === "open" ? "expired" : link.state;
  return (
    <>
      <h1>{t(`ended.${state}.title`)}</h1>
      <p>{t(`ended.${state}.text`, { address: maskedEmail(link.addressKey) })}</p>
      <Form action={sendAnother} hidden={{ ref: link.ref }} submit={t("sendNew")} size="lg" />
      <p className="door-after">
        <ButtonLink href="/sign-in" look="link">
          {t("toSignIn")}
        </ButtonLink>
      </p>
    </>
  );
}
