import { randomBytes, randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { backupCodes, factors } from "@/db/schema/factors";
import { identities, identityAddresses } from "@/db/schema/identities";
import { people, personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import type { Actor, SessionSelf, Trace } from "@/lib/access/actor";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import { sealedFor } from "@/lib/factors/enrol-totp";
import { newTotpSecret } from "@/lib/factors/totp";
import { slowHash } from "@/lib/identity/password";
import { keyOf } from "@/lib/people/email";
import { seal } from "@/lib/secrets";
import { completeSignIn } from "@/lib/sign-in/complete";
import { readSession } from "@/lib/sign-in/session";
import { rulesFor } from "@/lib/sign-in/standing";
import { createTenant, type TenantDraft } from "@/lib/tenants/create";

export const trace: Trace = { requestId: "test", addressPrefix: "127.0.0.0/24", browser: "Test" };
export const PASSWORD = "correct horse battery staple";

const unique = () => randomBytes(5).toString("hex");
export const anyEmail = () => `anna-${unique()}@linde.test`;

// Hashed once: a slow hash for each of hundreds of people would be most of a test run.
let hashed: Promise<string> | undefined;
export const passwordHash = () => (hashed ??= slowHash(PASSWORD));

export type Tenant = { id: string; slug: string; name: string; roles: Record<BuiltInRole, string> };

export async function newTenant(
  draft: Partial<TenantDraft> = {},
  policy: Record<string, unknown> = {},
): Promise<Tenant> {
  const slug = `linde-${unique()}`;
  return withSystem("create tenant", async (tx) => {
    const made = await createTenant(tx, { name: "Zorggroep Linde", slug, ...draft });
    await tx.execute(
      sql`update tenants set policy = ${JSON.stringify(policy)}::jsonb where id = ${made.tenant.id}`,
    );
    const byName = Object.fromEntries(made.roles.map((role) => [role.builtIn, role.id]));
    return {
      id: made.tenant.id,
      slug: made.tenant.slug,
      name: made.tenant.name,
      roles: byName as Record<BuiltInRole, string>,
    };
  });
}

type PersonDraft = Partial<Omit<typeof people.$inferInsert, "id" | "tenantId">> & { role?: BuiltInRole };

/** A person of a tenant in whatever state; by default imported and not invited. */
export async function newPerson(tenant: Tenant, { role = "member", ...draft }: PersonDraft = {}) {
  const email = draft.email ?? anyEmail();
  return withSystem("create tenant", async (tx) => {
    await enterTenant(tx, tenant.id);
    const values = { name: "Anna de Vries", email, emailKey: keyOf(email), ...draft };
    const [person] = await tx
      .insert(people)
      .values({ ...values, tenantId: tenant.id })
      .returning();
    if (!person) throw new Error("no person");
    await tx
      .insert(personRoles)
      .values({ tenantId: tenant.id, personId: person.id, roleId: tenant.roles[role] });
    return { ...person, email };
  });
}

export type NewIdentity = { id: string; email: string; key: string | null };

async function insertIdentity(tx: SystemTx, name: string, email: string): Promise<string> {
  const [identity] = await tx
    .insert(identities)
    .values({ name, passwordHash: await passwordHash(), passwordSetAt: new Date() })
    .returning();
  if (!identity) throw new Error("no identity");
  const address = {
    identityId: identity.id,
    email,
    emailKey: keyOf(email),
    verifiedAt: new Date(),
    isPrimary: true,
  };
  await tx.insert(identityAddresses).values(address);
  return identity.id;
}

/** An identity with the known PASSWORD; `key` is its authenticator's, unless it has no second step. */
export async function newIdentity({
  name = "Anna de Vries",
  email = anyEmail(),
  secondStep = true,
} = {}): Promise<NewIdentity> {
  return withSystem("create tenant", async (tx) => {
    const id = await insertIdentity(tx, name, email);
    if (!secondStep) return { id, email, key: null };
    const key = newTotpSecret();
    const factorId = randomUUID();
    await tx.insert(factors).values({
      id: factorId,
      identityId: id,
      kind: "totp",
      label: `Zorggroep Linde: ${email}`,
      sealedSecret: seal(key, sealedFor(id, factorId)),
      confirmedAt: new Date(),
    });
    await tx.insert(backupCodes).values({ identityId: id, finder: "AB", hash: await passwordHash() });
    return { id, email, key };
  });
}

/** Somebody active in a tenant, with everything they need to sign in. */
export async function newMember(
  tenant: Tenant,
  role: BuiltInRole = "member",
  { name = "Anna de Vries", secondStep = true, email = anyEmail() } = {},
) {
  const identity = await newIdentity({ name, secondStep, email });
  const now = new Date();
  const gates = {
    invitedAt: now,
    expiresAt: now,
    sentAt: now,
    openedAt: now,
    accountAt: now,
    secondStepAt: now,
    activeAt: now,
  };
  const person = await newPerson(tenant, {
    role,
    name,
    email: identity.email,
    identityId: identity.id,
    ...gates,
  });
  return { person, identity };
}

/** A complete sign-in: the value of the session's cookie. */
export const newSession = (
  identityId: string,
  proofs: readonly ("password" | "totp")[] = ["password", "totp"],
): Promise<string> =>
  withSystem(
    "sign in",
    async (tx) => completeSignIn(tx, { identityId, proofs, trace, rules: await rulesFor(tx, identityId) }),
    trace,
  );

export async function selfOf(identityId: string): Promise<SessionSelf> {
  const session = await readSession(await newSession(identityId), false);
  if (!session) throw new Error("no session");
  return { kind: "session", identityId, sessionId: session.sessionId, proofs: session.proofs, trace };
}

/** Somebody signed in, ready for `withTenant`. */
export async function newActor(
  role: BuiltInRole = "owner",
  tenant?: Tenant,
): Promise<Actor & { personId: string; tenantId: string; home: Tenant }> {
  const home = tenant ?? (await newTenant());
  const { person, identity } = await newMember(home, role, { name: "Ada Bakker" });
  return { self: await selfOf(identity.id), tenant: home.slug, personId: person.id, tenantId: home.id, home };
}

/** What stands on a person's row now. */
export async function personNow(tenantId: string, personId: string) {
  const [person] = await lookUp("housekeeping", (db) =>
    db
      .select()
      .from(people)
      .where(and(eq(people.tenantId, tenantId), eq(people.id, personId))),
  );
  if (!person) throw new Error("no such person");
  return person;
}

export const roleIdOf = (tenant: Tenant, role: BuiltInRole): string => tenant.roles[role];

/** A role of a tenant's own. */
export const newRole = (tenant: Tenant, name: string, permissions: string[]) =>
  withSystem("create tenant", async (tx) => {
    await enterTenant(tx, tenant.id);
    const [role] = await tx.insert(roles).values({ tenantId: tenant.id, name, permissions }).returning();
    if (!role) throw new Error("no role");
    return role.id;
  });
