import { and, eq, isNull, sql } from "drizzle-orm";
import { identities, identityAddresses } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { SystemTx } from "@/lib/access/doors";
import type { Language } from "@/lib/i18n/languages";

export type OwnerAddress = { email: string; emailKey: string; replacedAt: Date | null };

/** Whom letters about an identity go to: every verified address, one just given up included, in its own words. */
export type Owner = { name: string; language: Language; timeZone: string; addresses: OwnerAddress[] };

const DEFAULT_ZONE = "Europe/Amsterdam";

/** The language and the clock of the first tenant, where the identity has no language of its own. */
async function placeOf(tx: SystemTx, identityId: string) {
  const [row] = await tx
    .select({ language: people.language, tenant: tenants.language, timeZone: tenants.timeZone })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(people.identityId, identityId), isNull(people.leftAt)))
    .orderBy(people.accountAt)
    .limit(1);
  return { language: row?.language ?? row?.tenant ?? "en", timeZone: row?.timeZone ?? DEFAULT_ZONE };
}

export async function ownerOf(tx: SystemTx, identityId: string): Promise<Owner | null> {
  const [identity] = await tx
    .select({ name: identities.name, language: identities.language })
    .from(identities)
    .where(eq(identities.id, identityId));
  if (!identity) return null;
  const rows = await tx
    .select()
    .from(identityAddresses)
    .where(sql`identity_id = ${identityId} and verified_at is not null`)
    .orderBy(sql`is_primary desc, created_at`);
  const place = await placeOf(tx, identityId);
  return {
    name: identity.name,
    language: identity.language ?? place.language,
    timeZone: place.timeZone,
    addresses: rows.map(({ email, emailKey, replacedAt }) => ({ email, emailKey, replacedAt })),
  };
}
