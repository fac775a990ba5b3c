import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type About, importRows, imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import type { Derived } from "./derive";
import type { Judged, Row } from "./judge";

export type Import = typeof imports.$inferSelect;

/** The import in the open tenant. Who changes it has the tenant's turn, so nobody else does. */
export async function importOf(tx: Tx, id: string): Promise<Import> {
  const [found] = await tx
    .select()
    .from(imports)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(imports.id, id)));
  if (!found) throw new Refusal("not_found");
  return found;
}

/**
 * The same, where it must not have begun. Only who made it changes and sends it: what they looked at is what leaves,
 * with their own power to give roles.
 */
export async function importInReview(tx: TenantTx<"people.invite">, id: string): Promise<Import> {
  const found = await importOf(tx, id);
  if (found.madeBy !== tx.actor.personId) throw new Refusal("import_of_another");
  if (found.state !== "review") throw new Refusal("import_moved");
  return found;
}

export type StoredRow = Row & Judged & { language: "en" | "nl" | null };

export const ofImport = (id: string) =>
  and(sql`import_rows.tenant_id = app.tenant_id()`, eq(importRows.importId, id));

/** All rows of an import as they stand. */
export const rowsOf = (tx: Tx, id: string): Promise<StoredRow[]> =>
  tx.select(rowColumns).from(importRows).where(ofImport(id)).orderBy(asc(importRows.line)) as Promise<
    StoredRow[]
  >;

export const rowColumns = {
  line: importRows.line,
  email: importRows.email,
  emailKey: importRows.emailKey,
  name: importRows.name,
  userName: importRows.userName,
  userNameKey: importRows.userNameKey,
  roleText: importRows.roleText,
  roleIds: importRows.roleIds,
  language: importRows.language,
  kept: importRows.kept,
  leftOut: importRows.leftOut,
  isLarge: importRows.isLarge,
  verdict: importRows.verdict,
  about: importRows.about,
};

/** What is stored of a row that was read. */
type NewRow = Derived & { line: number; given: string[]; isLarge: boolean; kept: boolean } & Judged;

const AT_ONCE = 5000;

/** Stores rows a few thousand at a time, each time in one statement with one parameter. */
export async function insertRows(tx: Tx, importId: string, rows: readonly NewRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await tx.execute(sql`
      insert into import_rows (import_id, line, given, is_large, email, email_key, name, user_name, user_name_key,
        role_text, language, kept, verdict, about)
      select ${importId}::uuid, r.line, r.given, r."isLarge", r.email, r."emailKey", r.name, r."userName", r."userNameKey",
        r."roleText", r.language, r.kept, r.verdict, r.about
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::jsonb) as r(line int, given jsonb,
        "isLarge" boolean, email text, "emailKey" text, name text, "userName" text, "userNameKey" text, "roleText" text,
        language text, kept boolean, verdict text, about jsonb)`);
}

export type Changed = { line: number } & Partial<Derived> & { verdict: string; about: About };

/** Writes verdicts that have changed. */
export async function updateVerdicts(tx: Tx, importId: string, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.execute(sql`
    update import_rows set verdict = r.verdict, about = r.about
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r(line int, verdict text, about jsonb)
    where import_rows.tenant_id = app.tenant_id() and import_rows.import_id = ${importId}::uuid
      and import_rows.line = r.line`);
}
