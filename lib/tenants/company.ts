import type { Application, Contact } from "@/db/schema/tenants";
import type { Permission } from "@/lib/access/permissions";
import { sha256 } from "@/lib/secrets";
import type { OwnTenant } from "./own";

/** What a company says of itself, part by part, as its form has it; empty for what it has not said. */
export type Company = {
  name: string;
  accent: string;
  language: OwnTenant["language"];
  timeZone: string;
  address: string;
  phone: string;
  email: string;
  text: string;
  applications: Application[];
};

const parts = [
  "name",
  "accent",
  "language",
  "timeZone",
  "address",
  "phone",
  "email",
  "text",
  "applications",
] as const satisfies readonly (keyof Company)[];
export type CompanyPart = (typeof parts)[number];

const lookers: readonly Permission[] = ["company.edit", "policy.view", "roles.view", "people.view"];

/** Who sees anything of the settings sees this as well: most of it stands at the company's own door. */
export const maySeeCompany = (held: ReadonlySet<Permission>) => lookers.some((one) => held.has(one));

type Stored = Pick<OwnTenant, "name" | "accent" | "language" | "timeZone" | "contact" | "applications">;

export function companyOf({ name, accent, language, timeZone, contact, applications }: Stored): Company {
  const { address = "", phone = "", email = "", text = "" } = contact;
  return {
    ...{ name, accent: accent?.toUpperCase() ?? "", language, timeZone, address, phone, email, text },
    // The database has an order of its own for the names in an object.
    applications: applications.map((one) => ({ name: one.name, url: one.url })),
  };
}

/** The same as it is stored: what is empty is left out. */
export function storedFrom({ accent, address, phone, email, text, ...rest }: Company): Stored {
  const given = Object.entries({ address, phone, email, text }).filter(([, value]) => value !== "");
  return { ...rest, accent: accent || null, contact: Object.fromEntries(given) as Contact };
}

const printOf = (value: unknown) => sha256(JSON.stringify(value)).toString("base64url").slice(0, 12);

/** Names what a form was filled in from, so that each part somebody else saved meanwhile can be told. */
export const seenIn = (company: Company) => parts.map((part) => printOf(company[part])).join(".");

/** What this form changes, and which of it somebody else has changed since it was seen. */
export function changesIn(now: Company, wished: Company, seen: string) {
  const was = seen.split(".");
  const differs = (part: CompanyPart) => printOf(now[part]) !== printOf(wished[part]);
  const isSince = (company: Company, part: CompanyPart) =>
    printOf(company[part]) !== was[parts.indexOf(part)];
  const changed = parts.filter((part) => differs(part) && isSince(wished, part));
  return { changed, moved: changed.find((part) => isSince(now, part)) };
}
