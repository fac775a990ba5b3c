import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { companyAt, companyKeyOf } from "@/lib/sign-in/company";
import { type AskedHere, askedHere } from "@/lib/web/asked";
import { currentSelf } from "@/lib/web/current";
import { rememberedHere } from "@/lib/web/door";
import { safePath } from "@/lib/web/safe-path";
import type { AskedByCompany } from "../asked";
import { SignInScreen } from "../sign-in-screen";
import type { Told } from "../told-banner";
import { withNext } from "../with-next";

type Props = {
  params: Promise<{ company: string }>;
  searchParams: Promise<{ next?: string | string[]; set?: string | string[] }>;
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

const isSame = (one: string | null | undefined, code: string) =>
  one != null && companyKeyOf(one) === companyKeyOf(code);

/** The password was set in this browser a moment ago, for this company. */
const setFor = (asked: AskedHere | null, code: string) =>
  asked?.set && isSame(asked.company, code) ? { name: asked.name, what: asked.set } : null;

function toldOf(set: ReturnType<typeof setFor>, code: string, returnTo: string): Told | undefined {
  if (!set) return undefined;
  const close = withNext(`/sign-in/${encodeURIComponent(code)}?set=read`, returnTo);
  return { key: "passwordSet", set: set.what, close };
}

/** What stands in the three fields already: what was set here a moment ago comes before what is remembered. */
async function askedAt(code: string, set: ReturnType<typeof setFor>): Promise<AskedByCompany> {
  const [company, kept] = await Promise.all([companyAt(code), rememberedHere()]);
  const own = isSame(kept?.company, code) ? kept?.name : undefined;
  const name = set?.name ?? own ?? "";
  const isKept = own !== undefined && own === name;
  return { kind: "company", code: company?.code ?? code, company, name, isKept, isUnknown: company === null };
}

/** A company's own door, by its code: with its look, its contact and its list of what to have at hand. */
export default async function CompanySignInPage({ params, searchParams }: Props) {
  const { next, set: step } = await searchParams;
  const returnTo = safePath(typeof next === "string" ? next.slice(0, 500) : null);
  if (await currentSelf()) redirect(returnTo);
  const code = typedIn((await params).company);
  const set = step ? setFor(await askedHere(), code) : null;
  const told = step === "done" ? toldOf(set, code, returnTo) : undefined;
  return <SignInScreen asked={await askedAt(code, set)} returnTo={returnTo} told={told} />;
}
