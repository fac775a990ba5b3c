import { getTranslations } from "next-intl/server";
import { type Contact, ContactLines } from "@/components/contact-lines";
import { DoorPanel } from "@/components/door-panel";

type Props = { company: { name: string; contact: Contact } };

/** How to reach the company whose old log-in this is. */
export async function ContactPanel({ company: { name, contact } }: Props) {
  const t = await getTranslations("move");
  return (
    <DoorPanel title={t("contact", { tenant: name })}>
      <ContactLines contact={contact} otherwise={t("noContact", { tenant: name })} />
    </DoorPanel>
  );
}
