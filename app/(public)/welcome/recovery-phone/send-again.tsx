import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { SendAgain as SendAgainForm } from "@/components/send-again";

type Props = Pick<ComponentProps<typeof SendAgainForm>, "action" | "beside"> & { isSent: boolean };

/** Another text to the number that waits. */
export async function SendAgain({ isSent, ...form }: Props) {
  const t = await getTranslations("phone");
  return (
    <SendAgainForm
      {...form}
      submit={t("again")}
      errorTitle={t("sendErrorTitle")}
      hint={t("againHint")}
      sent={isSent ? t("sentAgain") : null}
    />
  );
}
