import { getTranslations } from "next-intl/server";
import { ContactLines } from "@/components/contact-lines";
import type { WhomToAsk } from "@/lib/sign-in/ways";

async function Company({ tenant, contact }: WhomToAsk) {
  const t = await getTranslations("otherWays");
  return (
    <div className="stack-8">
      <h3>{tenant}</h3>
      <ContactLines contact={contact} otherwise={t("ask", { tenant })} />
    </div>
  );
}

/** Whom to ask, company by company. */
export async function Companies({ companies }: { companies: readonly WhomToAsk[] }) {
  const t = await getTranslations("otherWays");
  if (companies.length === 0) return <p>{t("askNobody")}</p>;
  return companies.map((one) => <Company key={one.tenant} {...one} />);
}
