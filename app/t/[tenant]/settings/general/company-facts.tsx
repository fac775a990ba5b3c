import { getTranslations } from "next-intl/server";
import { ContactLines } from "@/components/contact-lines";
import { Facts } from "@/components/facts";
import { Plate } from "@/components/plate";
import type { Company } from "@/lib/tenants/company";
import { Part } from "./part";

type Props = { company: Company };

async function Applications({ company: { applications } }: Props) {
  const t = await getTranslations("general");
  if (applications.length === 0) return <p className="muted">{t("application.none")}</p>;
  return (
    <Facts
      facts={applications.map(({ name, url }) => ({ name, value: <span className="break">{url}</span> }))}
    />
  );
}

/** The same as facts, for who may only read it. */
export async function CompanyFacts({ company }: Props) {
  const t = await getTranslations("general");
  const facts = [
    { name: t("name.label"), value: company.name },
    { name: t("language.label"), value: t(`languages.${company.language}`) },
    { name: t("timeZone.label"), value: company.timeZone.replaceAll("_", " ") },
  ];
  return (
    <>
      <Part name="company">
        <Facts facts={facts} />
      </Part>
      <Part name="look">
        <p className="row">
          <Plate name={company.name} accent={company.accent} />
          {company.accent || t("accent.house")}
        </p>
      </Part>
      <Part name="contact">
        <ContactLines contact={company} otherwise={t("contact.none")} />
      </Part>
      <Part name="applications">
        <Applications company={company} />
      </Part>
    </>
  );
}
