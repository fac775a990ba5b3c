import { writeFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { backupCodes, factors } from "@/db/schema/factors";
import { identities, identityAddresses } from "@/db/schema/identities";
import { invitations } from "@/db/schema/invitations";
import { people, personRoles } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import { env } from "@/lib/env";
import { sealedFor } from "@/lib/factors/enrol-totp";
import { newTotpSecret } from "@/lib/factors/totp";
import { slowHash } from "@/lib/identity/password";
import { newNumber } from "@/lib/invitations/number";
import { keyOf } from "@/lib/people/email";
import { newSecret, seal } from "@/lib/secrets";
import { createTenant } from "@/lib/tenants/create";
import { companies, crowd, type DemoPerson, type State } from "./people";

type SignIn = { name: string; email: string; password: string; key: string; role: string; tenant: string };
type Made = { id: string; roles: Record<BuiltInRole, string>; name: string };

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR);

/** The moments of somebody who stands there, as they came about. */
function momentsOf(state: State, hours: number) {
  const invited = { invitedAt: ago(hours), sentAt: ago(hours - 0.1), expiresAt: ago(hours - 14 * 24) };
  const begun = { ...invited, openedAt: ago(hours - 2), accountAt: ago(hours - 2.1) };
  const active = { ...begun, secondStepAt: ago(hours - 2.2), activeAt: ago(hours - 2.3) };
  const all = {
    not_invited: {},
    invited,
    opened: { ...invited, openedAt: ago(hours - 2) },
    expired: { ...invited, expiresAt: ago(24) },
    bounced: { ...invited, sentAt: null, bouncedAt: ago(hours - 0.2) },
    started: begun,
    active,
    suspended: { ...active, suspendedAt: ago(30) },
    left: { ...active, leftAt: ago(100) },
  };
  return all[state];
}

const hasIdentity = (state: State) => ["started", "active", "suspended", "left"].includes(state);

async function identityFor(
  tx: SystemTx,
  person: DemoPerson,
  passwordHash: string,
): Promise<{ id: string; key: string }> {
  const emailKey = keyOf(person.email);
  const [known] = await tx
    .select({ id: identityAddresses.identityId })
    .from(identityAddresses)
    .where(eq(identityAddresses.emailKey, emailKey));
  if (known) return { id: known.id, key: "" };
  const [identity] = await tx
    .insert(identities)
    .values({ name: person.name, passwordHash, passwordSetAt: ago(400) })
    .returning();
  if (!identity) throw new Error("no identity");
  const address = {
    identityId: identity.id,
    email: person.email,
    emailKey,
    verifiedAt: ago(400),
    isPrimary: true,
  };
  await tx.insert(identityAddresses).values(address);
  const key = newTotpSecret();
  if (person.state !== "started") await addFactor(tx, identity.id, person.email, key);
  return { id: identity.id, key };
}

async function addFactor(tx: SystemTx, identityId: string, label: string, key: string): Promise<void> {
  const id = crypto.randomUUID();
  const sealedSecret = seal(key, sealedFor(identityId, id));
  await tx.insert(backupCodes).values({ identityId, finder: "AB", hash: await slowHash(newSecret()) });
  await tx
    .insert(factors)
    .values({ id, identityId, kind: "totp", label, sealedSecret, confirmedAt: ago(300) });
}

async function addPerson(
  tx: SystemTx,
  at: Made,
  person: DemoPerson,
  passwordHash: string,
  invitedBy: string | null,
) {
  const identity = hasIdentity(person.state) ? await identityFor(tx, person, passwordHash) : null;
  const moments = momentsOf(person.state, person.hours);
  const values = {
    tenantId: at.id,
    name: person.name,
    email: person.email,
    emailKey: keyOf(person.email),
    ...moments,
  };
  const [row] = await tx
    .insert(people)
    .values({ ...values, identityId: identity?.id ?? null })
    .returning();
  if (!row) throw new Error("no person");
  await tx.insert(personRoles).values({ tenantId: at.id, personId: row.id, roleId: at.roles[person.role] });
  if (person.state !== "not_invited") await addInvitation(tx, row, invitedBy);
  return { id: row.id, key: identity?.key ?? "" };
}

async function addInvitation(
  tx: SystemTx,
  row: typeof people.$inferSelect,
  invitedBy: string | null,
): Promise<void> {
  const number = newNumber();
  const { tenantId, id: personId, expiresAt, accountAt: acceptedAt } = row;
  // No events: they are written when they happen, and these happened before the log began.
  await tx.insert(invitations).values({
    tenantId,
    personId,
    number,
    invitedBy,
    expiresAt: expiresAt ?? ago(0),
    acceptedAt,
    createdAt: row.invitedAt ?? ago(0),
  });
}

/** One company with its people; the first of them invites all others. */
async function addCompany(company: (typeof companies)[number], passwordHash: string): Promise<SignIn[]> {
  return withSystem("create tenant", async (tx) => {
    const { tenant, roles } = await createTenant(tx, company.draft);
    await tx
      .update(tenants)
      .set({ contact: company.contact, applications: company.applications, accent: company.accent })
      .where(eq(tenants.id, tenant.id));
    const byName = Object.fromEntries(roles.map((role) => [role.builtIn, role.id])) as Made["roles"];
    const at = { id: tenant.id, roles: byName, name: tenant.name };
    await enterTenant(tx, tenant.id);
    const signIns: SignIn[] = [];
    let inviter: string | null = null;
    for (const person of [...company.people, ...crowd(company)]) {
      const made = await addPerson(tx, at, person, passwordHash, inviter);
      inviter ??= made.id;
      if (person.signIn && made.key)
        signIns.push({
          name: person.name,
          email: person.email,
          password: "",
          key: made.key,
          role: person.role,
          tenant: tenant.name,
        });
    }
    return signIns;
  });
}

/** Fills an empty database; a second start finds its people as they were left. */
export async function loadDemo(): Promise<void> {
  if (env().PORTICO_MODE === "production") throw new Error("Demo people have no place in production.");
  const [known] = await lookUp("create tenant", (db) => db.select({ one: sql`1` }).from(tenants).limit(1));
  if (known) return;
  const password = `demo-${newSecret().slice(0, 4)}-canal-door-brass`;
  const passwordHash = await slowHash(password);
  const signIns: SignIn[] = [];
  for (const company of companies) signIns.push(...(await addCompany(company, passwordHash)));
  const file = process.env["DEMO_SIGN_INS_FILE"];
  const told = signIns.map((one) => ({ ...one, password }));
  if (file) writeFileSync(file, `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
}
