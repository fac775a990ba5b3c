import { getTranslations } from "next-intl/server";
import { Form } from "@/components/form";
import { notYou } from "./actions";

/** This device remembers a name; whoever else sits here takes it off. */
export async function NotYou({ name }: { name: string }) {
  const t = await getTranslations("signIn");
  return (
    <div className="ways not-you">
      <span className="hint">{t("remembered", { name })}</span>
      <Form action={notYou} submit={t("notYou")} look="link" />
    </div>
  );
}
