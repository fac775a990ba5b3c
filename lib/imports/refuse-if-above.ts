import { and, inArray, isNull, sql } from "drizzle-orm";
import { importRows } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { isAnyAbove } from "@/lib/roles/grantable";
import { tenantFacts } from "./facts";
import { readyVerdicts } from "./judge";
import { rolesOfRow } from "./role-of-row";
import { type Import, ofImport } from "./rows";

/** Whether rows that still wait would give a role that allows what one may not do oneself. */
export async function holdsRolesAbove(tx: TenantTx, of: Import): Promise<boolean> {
  const wanted = await tx
    .selectDistinct({ roleText: importRows.roleText, roleIds: importRows.roleIds })
    .from(importRows)
    .where(and(ofImport(of.id), isNull(importRows.doneAt), inArray(importRows.verdict, [...readyVerdicts])));
  const facts = await tenantFacts(tx, of.roleIds);
  return wanted.some((row) => rolesOfRow(row, facts).fault === "role_above");
}

/** The same for people who were offered one from it and whose mail still waits: as they stand now. */
export async function holdsOffersAbove(tx: TenantTx, of: Import): Promise<boolean> {
  const people = sql`select i.person_id from import_rows r
    join invitations i on i.tenant_id = r.tenant_id and i.id = r.invitation_id
    join messages m on m.tenant_id = i.tenant_id and m.person_id = i.person_id and m.subject_id = i.id
    where r.tenant_id = app.tenant_id() and r.import_id = ${of.id}::uuid and m.state = 'queued'`;
  return isAnyAbove(tx, people, tx.actor.permissions);
}

/** As for a single offer: a list is ended, or carried on, only by who could have made all that is left of it. */
export async function refuseIfListIsAbove(tx: TenantTx<"people.invite">, of: Import): Promise<void> {
  if (await holdsRolesAbove(tx, of)) throw new Refusal("offer_above_yours");
}

export async function refuseIfOffersAreAbove(tx: TenantTx<"people.invite">, of: Import): Promise<void> {
  if (await holdsOffersAbove(tx, of)) throw new Refusal("offer_above_yours");
}
