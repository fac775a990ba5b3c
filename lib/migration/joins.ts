import { and, eq } from "drizzle-orm";
import { accessKeys, legacyAccounts } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";

/** The account that an access key is about. */
export const accountOfKey = and(
  eq(legacyAccounts.id, accessKeys.accountId),
  eq(legacyAccounts.tenantId, accessKeys.tenantId),
);

/** Whom an account becomes. */
export const personOfAccount = and(
  eq(people.id, legacyAccounts.personId),
  eq(people.tenantId, legacyAccounts.tenantId),
);
