import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/facts";
import { Field } from "@/components/field";
import { TenantForm } from "@/components/tenant-form";
import { saveSender, sendTest } from "../actions";
import type { MailsData } from "./read-mails";

/** Whom the mails are from, and who reads the answers. */
export async function SenderForm({ name, mailName, replyTo, mayEditSender }: MailsData) {
  const t = await getTranslations("board");
  const facts = [
    { name: t("sender.name.label"), value: mailName ?? name },
    { name: t("sender.reply.label"), value: replyTo ?? t("preview.inviter") },
  ];
  return (
    <section className="settings section" aria-labelledby="sender">
      <div>
        <h2 id="sender">{t("sender.title")}</h2>
        <p className="hint">{t("sender.hint")}</p>
      </div>
      {!mayEditSender && <Facts facts={facts} />}
      {mayEditSender && (
        <TenantForm action={saveSender} submit={t("sender.save")}>
          <Field
            name="mailName"
            label={t("sender.name.label")}
            hint={t("sender.name.hint")}
            defaultValue={mailName ?? ""}
            maxLength={60}
          />
          <Field
            name="replyTo"
            type="email"
            label={t("sender.reply.label")}
            hint={t("sender.reply.hint")}
            defaultValue={replyTo ?? ""}
          />
        </TenantForm>
      )}
    </section>
  );
}

/** The invitation to one's own address. */
export async function TestMailForm({ mayEditSender }: MailsData) {
  const t = await getTranslations("board.test");
  if (!mayEditSender) return null;
  return (
    <section className="settings section" aria-labelledby="test-mail">
      <div>
        <h2 id="test-mail">{t("title")}</h2>
        <p className="hint">{t("hint")}</p>
      </div>
      <TenantForm action={sendTest} submit={t("button")} look="secondary" />
    </section>
  );
}
