import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CompanyLine } from "@/components/company-line";
import { DoorPanel } from "@/components/door-panel";
import type { DoorCompany } from "@/lib/sign-in/company";

async function CompanyAndContact({ company }: { company: DoorCompany }) {
  const t = await getTranslations("signIn");
  const { text, address, phone, email } = company.contact;
  // A number broken over two lines is read out wrong.
  const number = phone?.replaceAll(" ", "\u00a0");
  const said = [text, address?.replaceAll("\n", ", "), number].filter(Boolean).join(", ");
  const contact = (
    <>
      {t("questions")} {said} {email && <a href={`mailto:${email}`}>{email}</a>}
    </>
  );
  return (
    <CompanyLine name={company.name} accent={company.accent}>
      {(said || email) && contact}
    </CompanyLine>
  );
}

/** Beside the form: whose door it is, and the two ways for who cannot sign in yet, or any more. */
export async function SideHelp({ company }: { company: DoorCompany | null }) {
  const t = await getTranslations("signIn");
  return (
    <>
      {company && <CompanyAndContact company={company} />}
      <DoorPanel title={t("firstTime.title")}>
        <p>{t("firstTime.text")}</p>
        <p>
          <Link href="/help#mail">{t("firstTime.link")}</Link>
        </p>
        <p>
          <Link href="/forgot" prefetch={false}>
            {t("firstTime.again")}
          </Link>
        </p>
      </DoorPanel>
      <DoorPanel title={t("lost.title")}>
        <p>{t("lost.text")}</p>
        <p>
          <Link href="/help#lost">{t("lost.link")}</Link>
        </p>
      </DoorPanel>
    </>
  );
}
