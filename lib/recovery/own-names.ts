import { and, eq, isNull, sql } from "drizzle-orm";
import { identities, identityAddresses } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { IdentityTx } from "@/lib/access/doors";
import { limitKeyOf } from "@/lib/sign-in/name";

type OwnTx = IdentityTx;

const ownAddresses = (tx: OwnTx) =>
  tx
    .select({ email: identityAddresses.email })
    .from(identityAddresses)
    .where(sql`identity_id = ${tx.self.identityId} and verified_at is not null and replaced_at is null`)
    .orderBy(sql`is_primary desc`);

const ownPlaces = (tx: OwnTx) =>
  tx
    .select({
      person: people.name,
      userName: people.userName,
      company: tenants.companyCode,
      tenant: tenants.name,
      slug: tenants.slug,
    })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(people.identityId, tx.self.identityId), isNull(people.leftAt)));

/** Words that others can guess, which a password must not lean on. */
export async function wordsAround(tx: OwnTx): Promise<string[]> {
  const [identity] = await tx
    .select({ name: identities.name })
    .from(identities)
    .where(eq(identities.id, tx.self.identityId));
  const addresses = await ownAddresses(tx);
  const places = await ownPlaces(tx);
  return [
    identity?.name ?? "",
    ...addresses.map(({ email }) => email),
    ...places.flatMap(({ person, userName, company, tenant, slug }) => [
      person,
      userName ?? "",
      company,
      tenant,
      slug,
    ]),
  ];
}

/** The address to sign in with, and all names by which tries of this password are counted. */
export async function namesOf(tx: OwnTx): Promise<{ email: string; names: string[] }> {
  const addresses = (await ownAddresses(tx)).map(({ email }) => email);
  const within = (await ownPlaces(tx)).flatMap(({ userName, company }) =>
    [...addresses, ...(userName ? [userName] : [])].map((name) => limitKeyOf({ name, company })),
  );
  const names = [...addresses.map((name) => limitKeyOf({ name })), ...within];
  return { email: addresses[0] ?? "", names: [...new Set(names)] };
}
