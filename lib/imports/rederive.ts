import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { importRows } from "@/db/schema/imports";
import type { Derived } from "./derive";
import { ofImport } from "./rows";

/** Reads all rows anew from their cells; what was mended by hand in them is read anew as well. */
export async function rederive(tx: Tx, importId: string, read: (given: string[]) => Derived): Promise<void> {
  const rows = await tx
    .select({ line: importRows.line, given: importRows.given })
    .from(importRows)
    .where(ofImport(importId));
  const derived = rows.map(({ line, given }) => ({ line, ...read(given) }));
  await tx.execute(sql`
    update import_rows set email = r.email, email_key = r."emailKey", name = r.name, user_name = r."userName",
      user_name_key = r."userNameKey", role_text = r."roleText", language = r.language, kept = false, role_ids = '{}'
    from jsonb_to_recordset(${JSON.stringify(derived)}::jsonb) as r(line int, email text, "emailKey" text, name text,
      "userName" text, "userNameKey" text, "roleText" text, language text)
    where import_rows.tenant_id = app.tenant_id() and import_rows.import_id = ${importId}::uuid
      and import_rows.line = r.line`);
}
