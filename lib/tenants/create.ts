import { z } from "zod";
import { roles } from "@/db/schema/roles";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, type SystemTx } from "@/lib/access/doors";
import { builtInRoles } from "@/lib/access/permissions";
import { record } from "@/lib/events/record";
import { PlainText } from "@/lib/plain-text";
import { Refusal } from "@/lib/refusal";
import { readableCode } from "@/lib/secrets";

/** Words that name a page, so that no tenant's address can be mistaken for one. */
const reserved = new Set([
  "account",
  "api",
  "help",
  "new",
  "platform",
  "portico",
  "privacy",
  "settings",
  "sign-in",
  "support",
]);

/** Words that name a page below /sign-in, where a company's own address is its code. */
const signInPages = new Set([
  "accesskey",
  "backupcode",
  "code",
  "newcode",
  "otherways",
  "passkey",
  "secondstepdue",
  "text",
  "textcode",
]);

/** A company code is compared without case, spaces and dashes. */
export const companyCodeKey = (code: string) => code.toLowerCase().replace(/[\s-]/g, "");

export const TenantDraft = z.object({
  name: PlainText.min(1, "name_missing").max(120, "name_long"),
  slug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])$/, "slug_wrong")
    .refine((slug) => !reserved.has(slug), "slug_reserved"),
  companyCode: z
    .string()
    .trim()
    .min(2)
    .max(32)
    .refine((code) => !signInPages.has(companyCodeKey(code)), "company_code_reserved")
    .optional(),
  language: z.enum(["en", "nl"]).default("en"),
  timeZone: z
    .string()
    .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone), "zone_unknown")
    .default("Europe/Amsterdam"),
});
export type TenantDraft = z.input<typeof TenantDraft>;

/** A tenant with its four built-in roles. Its slug and code never change hands. */
export async function createTenant(tx: SystemTx, draft: TenantDraft) {
  const given = TenantDraft.parse(draft);
  const companyCode = given.companyCode ?? `${given.slug.toUpperCase().slice(0, 12)}-${readableCode(4)}`;
  const [tenant] = await tx
    .insert(tenants)
    .values({ ...given, companyCode, companyCodeKey: companyCodeKey(companyCode) })
    .onConflictDoNothing()
    .returning();
  if (!tenant) throw new Refusal("name_taken", { name: given.slug });
  await enterTenant(tx, tenant.id);
  const made = await tx
    .insert(roles)
    .values(builtInRoles.map((builtIn) => ({ tenantId: tenant.id, name: builtIn, builtIn })))
    .returning();
  record(tx, { action: "tenant.created", subjectId: tenant.id });
  return { tenant, roles: made };
}
