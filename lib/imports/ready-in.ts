import { and, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { importRows } from "@/db/schema/imports";
import { readyVerdicts } from "./judge";
import { type RoleFacts, rolesOfRow } from "./role-of-row";
import { ofImport } from "./rows";

/** How many will be invited, and who of them into power over others. */
export async function readyIn(tx: Tx, importId: string, facts: RoleFacts) {
  const rows = await tx
    .select({
      name: importRows.name,
      email: importRows.email,
      roleText: importRows.roleText,
      roleIds: importRows.roleIds,
    })
    .from(importRows)
    .where(and(ofImport(importId), inArray(importRows.verdict, [...readyVerdicts])))
    .orderBy(importRows.line);
  const elevated = rows.filter((row) => rolesOfRow(row, facts).roles.some((role) => role.elevated));
  return { ready: rows.length, elevated: elevated.map(({ name, email }) => name || email) };
}
