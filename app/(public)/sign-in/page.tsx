import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { companyAt } from "@/lib/sign-in/company";
import type { Remembered } from "@/lib/sign-in/door-cookie";
import { type AskedHere, askedHere } from "@/lib/web/asked";
import { currentSelf } from "@/lib/web/current";
import { rememberedHere } from "@/lib/web/door";
import { safePath } from "@/lib/web/safe-path";
import type { Asked, AskedByCompany } from "./asked";
import { SignInScreen } from "./sign-in-screen";
import type { Told } from "./told-banner";
import { withNext } from "./with-next";

type Search = Record<"next" | "email" | "out" | "with" | "reset" | "set", string | string[] | undefined>;
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

/** After a new password: the address it was set for; after a reset, unless a company's name is kept here. */
function emailOf(search: Search, asked: AskedHere | null, kept: Remembered | null): string {
  const isAsked = one(search.set) !== "" || (one(search.reset) !== "" && !kept?.company);
  return isAsked ? (asked?.name ?? "") : one(search.email);
}

const outs = new Map<string, "outEverywhere" | "outQuestions">([
  ["everywhere", "outEverywhere"],
  ["questions", "outQuestions"],
]);

function toldOf(search: Search, asked: AskedHere | null, returnTo: string): Told | undefined {
  const close = (by: string) => withNext(`/sign-in?${by}=read`, returnTo);
  const set = asked?.set;
  if (one(search.reset) === "done") return { key: "passwordReset", set, close: close("reset") };
  if (one(search.set) === "done" && set) return { key: "passwordSet", set, close: close("set") };
  const out = one(search.out);
  return out ? { key: outs.get(out) ?? "out" } : undefined;
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const returnTo = safePath(one(search.next) || null);
  if (await currentSelf()) redirect(returnTo);
  const [kept, earlier] = await Promise.all([rememberedHere(), askedHere()]);
  const asked = await askedOf({ ...search, email: emailOf(search, earlier, kept) }, kept);
  return <SignInScreen asked={asked} returnTo={returnTo} told={toldOf(search, earlier, returnTo)} />;
}
