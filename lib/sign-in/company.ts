import { and, eq, isNull } from "drizzle-orm";
import { type Contact, tenants } from "@/db/schema/tenants";
import { lookUp } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { isOldSignInOpen } from "@/lib/migration/old-sign-in";
import { type Policy, policyOf } from "@/lib/policy/policy";
import { companyCodeKey } from "@/lib/tenants/create";

/** What a company shows of itself at its door, to anybody who knows its code. */
export type DoorCompany = {
  code: string;
  name: string;
  accent: string | null;
  contact: Contact;
  policy: Policy;
  /** Whether people still come in by the user name of an earlier system. */
  oldSignIn: boolean;
};

const LONGEST = 32;

/** Compared without case, spaces and dashes; null for what can be no code. */
export function companyKeyOf(typed: string): string | null {
  const key = companyCodeKey(typed.normalize("NFKC"));
  return key.length > 0 && key.length <= LONGEST && !/[\p{Cc}\p{Cf}]/u.test(key) ? key : null;
}

/** The company of a code; one that is closed looks like none. */
export async function companyAt(code: string): Promise<DoorCompany | null> {
  const key = companyKeyOf(code);
  if (!key) return null;
  const [found] = await lookUp("sign in", (db) =>
    db
      .select()
      .from(tenants)
      .where(and(eq(tenants.companyCodeKey, key), isNull(tenants.suspendedAt))),
  );
  if (!found) return null;
  const { companyCode, name, accent, contact, policy } = found;
  const oldSignIn = isOldSignInOpen(found);
  return { code: companyCode, name, accent, contact, policy: policyOf(policy), oldSignIn };
}

/** The address of a company's own sign-in page; with dashes, since spaces are written as signs there. */
export const doorOf = (companyCode: string) =>
  `${env().APP_URL}/sign-in/${encodeURIComponent(companyCode.trim().replace(/\s+/g, "-"))}`;

/** The same within Portico. */
export const doorPath = (companyCode: string) => new URL(doorOf(companyCode)).pathname;
