import { and, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { importRows } from "@/db/schema/imports";
import { readyVerdicts } from "./judge";
import { type RoleFacts, rolesOfRow } from "./role-of-row";
import { ofImport } from "./rows";

/** How many will be invited, and how many of them into power over others. */
export async function readyIn(tx: Tx, importId: string, facts: RoleFacts) {
  const rows = await tx
    .select({ roleText: importRows.roleText, roleIds: importRows.roleIds })
    .from(importRows)
    .where(and(ofImport(importId), inArray(importRows.verdict, [...readyVerdicts])));
  const elevated = rows.filter((row) => rolesOfRow(row, facts).roles.some((role) => role.elevated));
  return { ready: rows.length, elevated: elevated.length };
}
