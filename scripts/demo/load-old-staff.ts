import { and, eq } from "drizzle-orm";
import { legacyAccounts, legacyRoles } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { tenants } from "@/db/schema/tenants";
import type { Actor } from "@/lib/access/actor";
import { enterTenant, lookUp, type SystemTx, withSystem, withTenant } from "@/lib/access/doors";
import { csvOf } from "@/lib/imports/csv";
import { surely } from "@/lib/migration/columns-in-words";
import { dryNumbers } from "@/lib/migration/dry-run";
import { makeWave } from "@/lib/migration/make-wave";
import { roleKeyOf } from "@/lib/migration/old-row";
import { oldRowsOf, openOldSheet } from "@/lib/migration/read-old-list";
import { runCheck } from "@/lib/migration/run-check";
import { runWave } from "@/lib/migration/run-wave";
import { openOldSignIn } from "@/lib/migration/set-old-sign-in";
import { beginList, endList, takeInPart } from "@/lib/migration/take-in";
import { moveSome } from "./moved";
import { known, offices, oldColumns, oldStaff } from "./old-staff";

const SOURCE = "HomeTrak";
const [FIRST_OFFICE, SECOND_OFFICE] = [offices[2], offices[1]];
const PLANNED_IN_DAYS = 18;
const OPEN_FOR_DAYS = 90;

/** What is told of an old account, so that somebody can come in by the old door with it. */
export type OldLogIn = { userName: string; office: string; password: string; email: string; story: string };

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The owner, as somebody who has just signed in with both steps. */
async function ownerOf(slug: string): Promise<Actor & { tenantId: string }> {
  const [found] = await lookUp("create tenant", (db) =>
    db
      .select({ identityId: people.identityId, tenantId: people.tenantId })
      .from(people)
      .innerJoin(tenants, eq(tenants.id, people.tenantId))
      .where(eq(tenants.slug, slug))
      .orderBy(people.createdAt)
      .limit(1),
  );
  if (!found?.identityId) throw new Error(`nobody owns ${slug}`);
  const at = new Date().toISOString();
  const proofs = [{ kind: "totp" as const, at }];
  const trace = { requestId: "demo", addressPrefix: null, browser: null };
  const self = { kind: "session" as const, identityId: found.identityId, sessionId: "", proofs, trace };
  return { self, tenant: slug, tenantId: found.tenantId };
}

const within = <T>(tenantId: string, work: (tx: SystemTx) => Promise<T>) =>
  withSystem("import old accounts", async (tx) => {
    await enterTenant(tx, tenantId);
    return work(tx);
  });

/** Two of the three words of the old system are said already; the third waits. */
const sayRoles = (tx: SystemTx, tenantId: string) =>
  Promise.all(
    (
      [
        ["Verzorgende", "member"],
        ["Teamleider", "manager"],
      ] as const
    ).map(async ([roleText, builtIn]) => {
      const [role] = await tx
        .select({ id: roles.id })
        .from(roles)
        .where(and(eq(roles.tenantId, tenantId), eq(roles.builtIn, builtIn)));
      if (role)
        await tx.insert(legacyRoles).values({ roleKey: roleKeyOf(roleText), roleText, roleId: role.id });
    }),
  );

async function takeInStaff(tenantId: string): Promise<void> {
  const rows = await oldStaff();
  async function* text() {
    yield csvOf(
      oldColumns,
      rows.map((row) => oldColumns.map((column) => row[column])),
    );
  }
  const sheet = await openOldSheet(text());
  const said = surely(sheet.first, sheet.sample);
  const importId = await within(tenantId, async (tx) => {
    await sayRoles(tx, tenantId);
    const list = {
      channel: "operator",
      source: SOURCE,
      fileName: "hometrak-export.csv",
      ignored: [],
    } as const;
    const id = await beginList(tx, list);
    for await (const part of oldRowsOf(sheet, said))
      await takeInPart(tx, { importId: id, source: SOURCE }, part);
    await endList(tx, tenantId, id);
    return id;
  });
  await runCheck({ tenantId, importId });
}

async function beginWave(
  marga: Actor,
  office: string,
  draft: { name: string; plannedFor?: string },
): Promise<string> {
  const { invite, link } = await withTenant(marga, "migration.view", (tx) => dryNumbers(tx, { office }));
  return withTenant(marga, "migration.run", (tx) => makeWave(tx, { ...draft, office, count: invite + link }));
}

/** The old accounts at whose passwords somebody may try the old door. */
async function oldLogIns(tenantId: string): Promise<OldLogIn[]> {
  const rows = await lookUp("import old accounts", (db) =>
    db
      .select({
        line: legacyAccounts.line,
        userName: legacyAccounts.oldUserName,
        office: legacyAccounts.office,
        email: legacyAccounts.email,
      })
      .from(legacyAccounts)
      .where(eq(legacyAccounts.tenantId, tenantId)),
  );
  return known.flatMap(({ at, password, scheme, story }) => {
    // Line 1 has the names of the columns.
    const row = rows.find(({ line }) => line === at + 2);
    return row ? [{ ...row, password, story: `${scheme}, ${story}` }] : [];
  });
}

/** The staff of a company that came from an old system: one wave is done, one is planned, most wait. */
export async function loadOldStaff(slug: string, passwordHash: string): Promise<OldLogIn[]> {
  const marga = await ownerOf(slug);
  const { tenantId } = marga;
  await takeInStaff(tenantId);
  await withTenant(marga, "migration.run", (tx) => openOldSignIn(tx, { lastDay: dayIn(OPEN_FOR_DAYS) }));
  const waveId = await beginWave(marga, FIRST_OFFICE, { name: `Team ${FIRST_OFFICE}` });
  await runWave({ tenantId, waveId });
  await moveSome(tenantId, waveId, passwordHash);
  const planned = { name: `Team ${SECOND_OFFICE}`, plannedFor: dayIn(PLANNED_IN_DAYS) };
  await beginWave(marga, SECOND_OFFICE, planned);
  return oldLogIns(tenantId);
}
