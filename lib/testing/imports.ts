import { and, asc, eq, sql } from "drizzle-orm";
import { importRows, imports } from "@/db/schema/imports";
import { lookUp, withTenant } from "@/lib/access/doors";
import { makeImport } from "@/lib/imports/make";
import { readPasted } from "@/lib/imports/read-pasted";
import { runImport } from "@/lib/imports/run";
import { startImport } from "@/lib/imports/start";
import type { newActor } from "./factories";

type Ada = Awaited<ReturnType<typeof newActor>>;

/** Takes in what was pasted; gives the import's id. */
export async function pasted(ada: Ada, text: string): Promise<string> {
  const sheet = await readPasted(text);
  return withTenant(ada, "people.invite", (tx) => makeImport(tx, { source: "paste", sheet }));
}

export const started = (ada: Ada, importId: string) =>
  withTenant(ada, "people.invite", (tx) => startImport(tx, { importId }));

/** What the worker does once it has the job. */
export const ran = (ada: Ada, importId: string, most?: number) =>
  runImport({ tenantId: ada.tenantId, importId }, most === undefined ? {} : { most });

/** The rows as they stand, in their order. */
export const rowsNow = (ada: Ada, importId: string) =>
  lookUp("housekeeping", (db) =>
    db
      .select()
      .from(importRows)
      .where(and(eq(importRows.tenantId, ada.tenantId), eq(importRows.importId, importId)))
      .orderBy(asc(importRows.line)),
  );

export async function importNow(importId: string) {
  const [found] = await lookUp("housekeeping", (db) =>
    db.select().from(imports).where(eq(imports.id, importId)),
  );
  if (!found) throw new Error("no such import");
  return found;
}

type Count = "people" | "invitations" | "links" | "messages" | "events" | "roles";

/** How many of everything an invitation consists of there are in a tenant. */
export async function countsOf(tenantId: string): Promise<Record<Count, number>> {
  const [row] = await lookUp("verify events", (db) =>
    db.execute<Record<Count, number>>(sql`select
      (select count(*)::int from people where tenant_id = ${tenantId} and invited_at is not null and identity_id is null) as people,
      (select count(*)::int from person_roles pr join people p on p.tenant_id = pr.tenant_id and p.id = pr.person_id
        where pr.tenant_id = ${tenantId} and p.identity_id is null and p.invited_at is not null) as roles,
      (select count(*)::int from invitations where tenant_id = ${tenantId} and withdrawn_at is null) as invitations,
      (select count(*)::int from messages where tenant_id = ${tenantId} and state <> 'cancelled' and kind <> 'told_inviter') as messages,
      (select count(*)::int from tokens where tenant_id = ${tenantId} and ended_at is null) as links,
      (select count(*)::int from events where tenant_id = ${tenantId} and action = 'invitation.sent') as events`),
  );
  if (!row) throw new Error("no counts");
  return row;
}
