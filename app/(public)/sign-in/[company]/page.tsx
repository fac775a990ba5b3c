import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { companyAt, companyKeyOf } from "@/lib/sign-in/company";
import { currentSelf } from "@/lib/web/current";
import { rememberedHere } from "@/lib/web/door";
import { safePath } from "@/lib/web/sign-in";
import { SignInScreen } from "../sign-in-screen";

type Props = {
  params: Promise<{ company: string }>;
  searchParams: Promise<{ next?: string | string[] }>;
};

const LONGEST = 64;

/** As typed into the address; null for what cannot be read. */
function typedIn(part: string): string {
  try {
    return decodeURIComponent(part).slice(0, LONGEST);
  } catch {
    return "";
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const company = await companyAt(typedIn((await params).company));
  const title = (await getTranslations("signIn"))("title");
  return { title: company ? `${title} · ${company.name}` : title };
}

/** A company's own door, by its code: with its look, its contact and its list of what to have at hand. */
export default async function CompanySignInPage({ params, searchParams }: Props) {
  const { next } = await searchParams;
  const returnTo = safePath(typeof next === "string" ? next.slice(0, 500) : null);
  if (await currentSelf()) redirect(returnTo);
  const code = typedIn((await params).company);
  const [company, kept] = await Promise.all([companyAt(code), rememberedHere()]);
  const isKept = kept?.company != null && companyKeyOf(kept.company) === companyKeyOf(code);
  return (
    <SignInScreen
      asked={{
        kind: "company",
        code: company?.code ?? code,
        company,
        name: isKept ? kept.name : "",
        isKept,
        isUnknown: company === null,
      }}
      returnTo={returnTo}
    />
  );
}
