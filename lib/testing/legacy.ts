import { randomBytes, randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { legacyAccounts, legacyImports } from "@/db/schema/legacy";
import { enterTenant, lookUp, withSystem } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import type { OldHash } from "@/lib/migration/old-hash";
import { sealOldHash, sealOldTotp } from "@/lib/migration/old-secrets";
import { keyOf } from "@/lib/people/email";
import { anyEmail, newPerson, type Tenant } from "./factories";

type Row = typeof legacyAccounts.$inferInsert;

export type OldAccountDraft = Partial<Omit<Row, "id" | "tenantId" | "sealedHash" | "sealedTotp">> & {
  /** Whether it has a person of its own, "Not invited", as the import makes one; so unless its verdict is a fault. */
  person?: boolean;
  role?: BuiltInRole;
  /** What `readOldHash` gave of its password. */
  hash?: OldHash;
  /** The key of its old second step. */
  totp?: string;
};

const SOURCE = "HomeTrak";

/** A list that was read and judged. */
export const oldList = (home: Tenant, source = SOURCE): Promise<string> =>
  withSystem("import old accounts", async (tx) => {
    await enterTenant(tx, home.id);
    const [made] = await tx
      .insert(legacyImports)
      .values({ tenantId: home.id, channel: "operator", source, rows: 1, state: "done" })
      .returning({ id: legacyImports.id });
    if (!made) throw new Error("no import");
    return made.id;
  });

const isSound = ({ verdict = "ready", person }: OldAccountDraft) => person ?? verdict === "ready";

async function personFor(home: Tenant, draft: OldAccountDraft): Promise<string | null> {
  const { name = "Anna de Vries", email = "", role = "member", personId } = draft;
  if (personId || !isSound(draft)) return personId ?? null;
  const userName = { userName: email, userNameKey: keyOf(email) };
  return (await newPerson(home, { name, email, role, ...userName })).id;
}

const sealedOf = (id: string, { hash, totp }: OldAccountDraft) => ({
  ...(hash && {
    hashScheme: hash.scheme,
    sealedHash: sealOldHash(id, hash),
  }),
  ...(totp && { sealedTotp: sealOldTotp(id, totp) }),
});

/** An account of the old system, sound and with its person unless the draft says otherwise. */
export async function oldAccount(home: Tenant, draft: OldAccountDraft = {}) {
  const email = draft.email ?? anyEmail();
  const given = { ...draft, email };
  const id = randomUUID();
  const oldUserName = draft.oldUserName ?? `anna.${randomBytes(4).toString("hex")}`;
  const importId = draft.importId ?? (await oldList(home, draft.source));
  const personId = await personFor(home, given);
  const { person: _, role: __, hash: ___, totp: ____, ...own } = given;
  const values: Row = {
    line: 2,
    source: SOURCE,
    office: "Zuid",
    name: "Anna de Vries",
    oldUserNameKey: oldUserName.toLowerCase(),
    emailKey: email === "" ? null : keyOf(email),
    verdict: "ready",
    madePerson: personId !== null && !draft.personId,
    ...own,
    ...sealedOf(id, given),
    id,
    tenantId: home.id,
    importId,
    oldUserName,
    personId,
  };
  return withSystem("import old accounts", async (tx) => {
    await enterTenant(tx, home.id);
    const [stored] = await tx.insert(legacyAccounts).values(values).returning();
    if (!stored) throw new Error("no account");
    return stored;
  });
}

/** What stands on an old account's row now, its sealed secrets as well. */
export async function accountNow(tenantId: string, accountId: string) {
  const [found] = await lookUp("housekeeping", (db) =>
    db
      .select()
      .from(legacyAccounts)
      .where(and(eq(legacyAccounts.tenantId, tenantId), eq(legacyAccounts.id, accountId))),
  );
  if (!found) throw new Error("no such account");
  return found;
}

/** All rows of people, their roles and old accounts of a tenant, as text that can be compared. */
export async function snapshotOf(tenantId: string): Promise<string[]> {
  const rows = await lookUp("verify events", (db) =>
    db.execute<{ line: string }>(sql`
      select 'person ' || p::text as line from people p where p.tenant_id = ${tenantId}
      union all select 'role ' || r::text from person_roles r where r.tenant_id = ${tenantId}
      union all select 'account ' || a::text from legacy_accounts a where a.tenant_id = ${tenantId}
      order by 1`),
  );
  return rows.map(({ line }) => line);
}
