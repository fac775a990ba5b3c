import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { Asked, AskedByCompany } from "./asked";
import { withNext } from "./with-next";

/** What a company's own page has besides, as its policy says. */
async function CompanyWays({ asked, returnTo }: { asked: AskedByCompany; returnTo: string }) {
  const t = await getTranslations("signIn");
  const policy = asked.company?.policy;
  const code = encodeURIComponent(asked.company?.code ?? "");
  return (
    <>
      {policy?.requestKey === "yes" && (
        <Link href={`/request-key?company=${code}`} prefetch={false}>
          {t("requestKey")}
        </Link>
      )}
      <Link href="/forgot-company-code" prefetch={false}>
        {t("forgotCompany")}
      </Link>
      {policy?.companyCodeShown !== "yes" && (
        <Link href={withNext("/sign-in?with=email", returnTo)} prefetch={false}>
          {t("withoutCompany")}
        </Link>
      )}
    </>
  );
}

/** Under the form: what else gets somebody in. */
export async function Ways({ asked, returnTo }: { asked: Asked; returnTo: string }) {
  const t = await getTranslations("signIn");
  return (
    <div className="ways">
      <Link href="/forgot" prefetch={false}>
        {t("forgot")}
      </Link>
      {asked.kind === "company" ? (
        <CompanyWays asked={asked} returnTo={returnTo} />
      ) : (
        <Link href={withNext("/sign-in?with=company", returnTo)} prefetch={false}>
          {t("withCompany")}
        </Link>
      )}
    </div>
  );
}
