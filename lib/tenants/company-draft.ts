import { z } from "zod";
import { languages } from "@/lib/i18n/languages";
import { Email } from "@/lib/people/email";
import { contactNumber } from "@/lib/phones/contact-number";
import { homeCountryOf } from "@/lib/phones/home-country";
import type { Company } from "./company";

// Direction and zero-width marks could make a name look like another one.
const shown = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;
const line = (most: number, long: string) =>
  z.string().trim().max(most, long).regex(shown, "text_characters");

const doubled = (hex: string) => (hex.length === 3 ? hex.replace(/./g, "$&$&") : hex);
const Accent = z
  .string()
  .trim()
  .regex(/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i, "accent_wrong")
  .transform((typed) => `#${doubled(typed.replace("#", "")).toUpperCase()}`);

const MOST_LINES = 5;
const Address = z
  .string()
  .max(1000, "contact_address_long")
  .transform((typed) =>
    typed
      .split(/\r\n|\r|\n/)
      .map((one) => one.trim())
      .filter(Boolean),
  )
  .refine(
    (lines) => lines.length <= MOST_LINES && lines.every((one) => one.length <= 80),
    "contact_address_long",
  )
  .refine((lines) => lines.every((one) => shown.test(one)), "text_characters")
  .transform((lines) => lines.join("\n"));

function isPlainHttps(typed: string): boolean {
  if (!URL.canParse(typed)) return false;
  const { protocol, username, password } = new URL(typed);
  return protocol === "https:" && username === "" && password === "";
}

const ApplicationUrl = z
  .string()
  .trim()
  .max(500, "application_long")
  .refine(isPlainHttps, "application_url")
  .transform((typed) => new URL(typed).href)
  .optional();
const ApplicationName = line(60, "application_name_long").optional();

/** So many applications a company can name. */
export const slots = [1, 2, 3, 4, 5, 6] as const;
type Slot = (typeof slots)[number];
type Applications = Record<`applicationName${Slot}`, typeof ApplicationName> &
  Record<`applicationUrl${Slot}`, typeof ApplicationUrl>;

const applicationFields = Object.fromEntries(
  slots.flatMap((slot) => [
    [`applicationName${slot}`, ApplicationName],
    [`applicationUrl${slot}`, ApplicationUrl],
  ]),
) as Applications;

const zones = () => new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

const fields = z.strictObject({
  name: line(120, "company_name_long").min(1, "company_name_missing"),
  accent: Accent.optional(),
  language: z.enum(languages, "language_unknown"),
  timeZone: z.string().refine((zone) => zones().has(zone), "zone_unknown"),
  address: Address.optional(),
  phone: line(40, "number_long").optional(),
  email: Email.optional(),
  text: line(120, "contact_text_long").optional(),
  ...applicationFields,
  seen: z.string().max(200),
});
type Fields = z.output<typeof fields>;

/** The filled in slots, in their order. */
const applicationsIn = (draft: Fields) =>
  slots.map((slot) => ({
    slot,
    name: draft[`applicationName${slot}`] ?? "",
    url: draft[`applicationUrl${slot}`] ?? "",
  }));

function faultIn(
  { slot, name, url }: ReturnType<typeof applicationsIn>[number],
  isTwice: boolean,
): { path: string; message: string } | null {
  if (name && !url) return { path: `applicationUrl${slot}`, message: "application_url_missing" };
  if (url && !name) return { path: `applicationName${slot}`, message: "application_name_missing" };
  return url && isTwice ? { path: `applicationUrl${slot}`, message: "application_twice" } : null;
}

function refuseHalves(draft: Fields, context: z.RefinementCtx): void {
  const all = applicationsIn(draft);
  all.forEach((one, index) => {
    const isTwice = all.slice(0, index).some(({ url }) => url === one.url);
    const fault = faultIn(one, isTwice);
    if (fault) context.addIssue({ code: "custom", path: [fault.path], message: fault.message });
  });
  if (draft.phone && !contactNumber(draft.phone, homeCountryOf(draft.timeZone)))
    context.addIssue({ code: "custom", path: ["phone"], message: "contact_phone_form" });
}

/** What a company says of itself, as its form posts it; `seen` is what the form was filled in from. */
export const CompanyDraft = fields.superRefine(refuseHalves);
export type CompanyDraft = z.output<typeof CompanyDraft>;

export function companyFrom(draft: CompanyDraft): Company {
  const { name, accent = "", language, timeZone, address = "", phone = "", email = "", text = "" } = draft;
  return {
    ...{ name, accent, language, timeZone, address, email, text },
    phone: contactNumber(phone, homeCountryOf(timeZone)) ?? "",
    applications: applicationsIn(draft).flatMap(({ name: called, url }) =>
      url ? [{ name: called, url }] : [],
    ),
  };
}
