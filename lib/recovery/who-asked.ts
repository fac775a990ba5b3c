import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { identities, identityAddresses } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { SystemTx } from "@/lib/access/doors";
import type { Language } from "@/lib/i18n/languages";
import { emailKeyOf } from "@/lib/people/email";
import { policyOf } from "@/lib/policy/policy";
import { type Called, identityCalled } from "@/lib/sign-in/name";

/** To whom a link may go: an identity at one of its own addresses. */
export type Addressee = {
  identityId: string;
  name: string;
  email: string;
  emailKey: string;
  language: Language | null;
  timeZone: string;
  /** Whether a company of theirs sends keys by mail. */
  sendsKeys: boolean;
};

type Meant = SQL | undefined;

const addressIs = (emailKey: string) =>
  and(
    eq(identityAddresses.emailKey, emailKey),
    sql`${identityAddresses.verifiedAt} is not null`,
    // Given up for another: who still reads it must not get a link.
    isNull(identityAddresses.replacedAt),
  );

const primaryOf = (identityId: string) =>
  and(eq(identityAddresses.identityId, identityId), eq(identityAddresses.isPrimary, true));

/** By the address itself, or by a user name and the code of its company. */
export async function addressMeant({ name, company }: Called): Promise<Meant | null> {
  const emailKey = emailKeyOf(name);
  if (emailKey) return addressIs(emailKey);
  const { identityId } = await identityCalled({ name, company });
  return identityId ? primaryOf(identityId) : null;
}

async function ownerOf(tx: SystemTx, meant: Meant) {
  const [found] = await tx
    .select({
      identityId: identities.id,
      name: identities.name,
      language: identities.language,
      email: identityAddresses.email,
      emailKey: identityAddresses.emailKey,
    })
    .from(identityAddresses)
    .innerJoin(identities, eq(identities.id, identityAddresses.identityId))
    .where(meant);
  return found ?? null;
}

const placesOf = (tx: SystemTx, identityId: string) =>
  tx
    .select({
      personLanguage: people.language,
      tenantLanguage: tenants.language,
      timeZone: tenants.timeZone,
      policy: tenants.policy,
    })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(people.identityId, identityId), isNull(people.leftAt)))
    .orderBy(asc(people.accountAt));

/** Null when nobody here is called so. */
export async function addresseeOf(tx: SystemTx, meant: Meant): Promise<Addressee | null> {
  const found = await ownerOf(tx, meant);
  if (!found) return null;
  const places = await placesOf(tx, found.identityId);
  const [first] = places;
  return {
    ...found,
    language: found.language ?? first?.personLanguage ?? first?.tenantLanguage ?? null,
    timeZone: first?.timeZone ?? "Europe/Amsterdam",
    sendsKeys: places.some(({ policy }) => policyOf(policy).requestKey === "yes"),
  };
}
