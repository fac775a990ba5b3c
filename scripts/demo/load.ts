import { writeFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { invitations } from "@/db/schema/invitations";
import { people, personRoles } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, lookUp, type SystemTx, withSystem } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import { env } from "@/lib/env";
import { slowHash } from "@/lib/identity/password";
import { newNumber } from "@/lib/invitations/number";
import { keyOf } from "@/lib/people/email";
import { userNameKeyOf } from "@/lib/people/user-name";
import { policyOf } from "@/lib/policy/policy";
import { newSecret } from "@/lib/secrets";
import { createTenant } from "@/lib/tenants/create";
import { type Account, identityFor } from "./accounts";
import type { DemoCompany, DemoPerson, State } from "./company";
import { loadOldStaff, type OldLogIn } from "./load-old-staff";
import { ago, momentsOf } from "./moments";
import { companies, crowd } from "./people";

type SignIn = {
  name: string;
  email: string;
  password: string;
  key: string;
  codes: string[];
  role: string;
  tenant: string;
  story: string;
};
type Made = { id: string; roles: Record<BuiltInRole, string>; userNames: boolean };

const hasIdentity = (state: State) => ["started", "active", "suspended", "left"].includes(state);

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
    ...(at.userNames && { userName: person.email, userNameKey: userNameKeyOf(person.email) }),
    ...moments,
    ...(person.dueInDays && { secondStepDueAt: ago(-24 * person.dueInDays) }),
  };
  const [row] = await tx
    .insert(people)
    .values({ ...values, identityId: identity?.id ?? null })
    .returning();
  if (!row) throw new Error("no person");
  await tx.insert(personRoles).values({ tenantId: at.id, personId: row.id, roleId: at.roles[person.role] });
  if (person.state !== "not_invited") await addInvitation(tx, row, invitedBy);
  return { id: row.id, account: identity };
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

/** With the answers to the questions, in the order in which a reset asks. */
const storyOf = ({ story, answers = {} }: DemoPerson): string =>
  [story, ...Object.values(answers)].filter(Boolean).join(", ");

const OLD_STAFF = "thuiszorg-es";

/** Told beside the others, so that somebody can try "Log in with access key". */
const oldSignInOf = ({ userName, office, password, email, story }: OldLogIn): SignIn => ({
  name: userName,
  email,
  password,
  key: "",
  codes: [],
  role: "old account",
  tenant: `company code ES-2094, office ${office}`,
  story: `log in with access key as ${userName} (${story})`,
});

const signInOf = (person: DemoPerson, { key, codes }: Account, tenant: string): SignIn => ({
  name: person.name,
  email: person.email,
  password: "",
  key,
  codes,
  role: person.role,
  tenant,
  story: storyOf(person),
});

/** One company with its people; the first of them invites all others. */
async function addCompany(company: DemoCompany, passwordHash: string): Promise<SignIn[]> {
  return withSystem("create tenant", async (tx) => {
    const { contact, applications, accent, policy } = company;
    const { tenant, roles } = await createTenant(tx, company.draft);
    await tx.update(tenants).set({ contact, applications, accent, policy }).where(eq(tenants.id, tenant.id));
    const byName = Object.fromEntries(roles.map((role) => [role.builtIn, role.id])) as Made["roles"];
    const userNames = policyOf(policy).userName === "equals_email";
    const at = { id: tenant.id, roles: byName, userNames };
    await enterTenant(tx, tenant.id);
    const signIns: SignIn[] = [];
    let inviter: string | null = null;
    for (const person of [...company.people, ...crowd(company)]) {
      const made = await addPerson(tx, at, person, passwordHash, inviter);
      inviter ??= made.id;
      if (person.signIn && made.account) signIns.push(signInOf(person, made.account, tenant.name));
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
  const old = await loadOldStaff(OLD_STAFF, passwordHash);
  const told = [...signIns.map((one) => ({ ...one, password })), ...old.map(oldSignInOf)];
  if (file) writeFileSync(file, `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
}
