import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { companyAt } from "@/lib/sign-in/company";
import type { Remembered } from "@/lib/sign-in/door-cookie";
import { askedHere } from "@/lib/web/asked";
import { currentSelf } from "@/lib/web/current";
import { rememberedHere } from "@/lib/web/door";
import { safePath } from "@/lib/web/sign-in";
import type { Asked, AskedByCompany } from "./asked";
import { SignInScreen, type Told } from "./sign-in-screen";

type Search = Record<"next" | "email" | "out" | "with" | "reset", string | string[] | undefined>;
const one = (value: string | string[] | undefined) => (typeof value === "string" ? value.slice(0, 500) : "");

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

const blank: AskedByCompany = { kind: "company", code: "", company: null, name: "", isKept: false };

/** A company code was used here before: three fields, unless somebody comes with an address. */
async function askedAgain(
  search: Search,
  { company: code, name }: { company: string; name: string },
): Promise<Asked> {
  const [email, shape] = [one(search.email), one(search.with)];
  if (shape === "email" || (email !== "" && shape !== "company"))
    return { kind: "email", name: email, isKept: false };
  return { kind: "company", code, company: await companyAt(code), name, isKept: true };
}

async function askedOf(search: Search, kept: Remembered | null): Promise<Asked> {
  if (kept?.company) return askedAgain(search, { company: kept.company, name: kept.name });
  if (one(search.with) === "company") return blank;
  const email = one(search.email);
  const isKept = kept !== null && (email === "" || email === kept.name);
  return { kind: "email", name: isKept ? kept.name : email, isKept };
}

/** After a new password: the address it was set for, unless a company's name is kept here. */
async function emailOf(search: Search, kept: Remembered | null): Promise<string> {
  if (one(search.reset) === "" || kept?.company) return one(search.email);
  return (await askedHere())?.name ?? "";
}

function toldOf(search: Search): Told | undefined {
  if (one(search.reset)) return "passwordReset";
  if (!one(search.out)) return undefined;
  return one(search.out) === "everywhere" ? "outEverywhere" : "out";
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const returnTo = safePath(one(search.next) || null);
  if (await currentSelf()) redirect(returnTo);
  const kept = await rememberedHere();
  const asked = await askedOf({ ...search, email: await emailOf(search, kept) }, kept);
  return <SignInScreen asked={asked} returnTo={returnTo} told={toldOf(search)} />;
}
