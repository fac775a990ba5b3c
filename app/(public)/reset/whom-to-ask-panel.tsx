import { getTranslations } from "next-intl/server";
import { ContactLines } from "@/components/contact-lines";
import { DoorPanel } from "@/components/door-panel";
import type { WhomToAsk } from "@/lib/sign-in/ways";

/** Whom somebody asks who cannot answer. */
export async function WhomToAskPanel({ companies }: { companies: readonly WhomToAsk[] }) {
  const t = await getTranslations("reset.questions");
  const other = await getTranslations("otherWays");
  return (
    <DoorPanel title={t("lost.title")}>
      <div className="stack">
        <p>{t("lost.text")}</p>
        {companies.map(({ tenant, contact }) => (
          <div className="stack-8" key={tenant}>
            <h3>{tenant}</h3>
            <ContactLines contact={contact} otherwise={other("ask", { tenant })} />
          </div>
        ))}
        {companies.length === 0 && <p>{other("askNobody")}</p>}
      </div>
    </DoorPanel>
  );
}
