import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { Callout } from "@/components/callout";
import { Form } from "@/components/form";

type Props = Pick<ComponentProps<typeof Form>, "action" | "beside"> & { isSent: boolean };

/** Another text, and the word that it is on its way: the page looks the same before and after. */
export async function SendAgain({ action, beside, isSent }: Props) {
  const t = await getTranslations("phone");
  return (
    <>
      {isSent && (
        <Callout tone="ok">
          <p role="status">{t("sentAgain")}</p>
        </Callout>
      )}
      <Form
        action={action}
        submit={t("again")}
        look="secondary"
        errorTitle={t("sendErrorTitle")}
        beside={beside}
      >
        <p className="hint">{t("againHint")}</p>
      </Form>
    </>
  );
}
