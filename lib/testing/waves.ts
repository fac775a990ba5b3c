import { and, asc, eq, sql } from "drizzle-orm";
import { type WaveChoice, waveAccounts, waves } from "@/db/schema/legacy";
import { lookUp, withTenant } from "@/lib/access/doors";
import { type DryLine, dryNumbers, dryRun } from "@/lib/migration/dry-run";
import { makeWave } from "@/lib/migration/make-wave";
import { runWave } from "@/lib/migration/run-wave";
import type { newActor } from "./factories";

type Ada = Awaited<ReturnType<typeof newActor>>;

export const dryLines = (ada: Ada, choice: WaveChoice = {}, most?: number) =>
  withTenant(ada, "migration.view", async (tx) => {
    const all: DryLine[] = [];
    for await (const lines of dryRun(tx, choice, { most })) all.push(...lines);
    return all;
  });

/** Begins a wave, or plans one, as the page does after "Are you sure?". */
export async function begunWave(ada: Ada, choice: WaveChoice = {}, plannedFor?: string): Promise<string> {
  const { invite, link } = await withTenant(ada, "migration.view", (tx) => dryNumbers(tx, choice));
  const { accountIds, ...rest } = choice;
  const draft = { ...rest, ...(accountIds && { account: accountIds }), ...(plannedFor && { plannedFor }) };
  return withTenant(ada, "migration.run", (tx) => makeWave(tx, { ...draft, count: invite + link }));
}

/** What the worker does once it has the job. */
export const ranWave = (ada: Ada, waveId: string, most?: number) =>
  runWave({ tenantId: ada.tenantId, waveId }, most);

export async function waveNow(waveId: string) {
  const [found] = await lookUp("housekeeping", (db) => db.select().from(waves).where(eq(waves.id, waveId)));
  if (!found) throw new Error("no such wave");
  return found;
}

export const waveRows = (ada: Ada, waveId: string) =>
  lookUp("housekeeping", (db) =>
    db
      .select()
      .from(waveAccounts)
      .where(and(eq(waveAccounts.tenantId, ada.tenantId), eq(waveAccounts.waveId, waveId)))
      .orderBy(asc(waveAccounts.place)),
  );

/** How many of everything a move consists of there are in a tenant. */
export async function movesOf(tenantId: string) {
  const [row] = await lookUp("verify events", (db) =>
    db.execute<
      Record<"people" | "invitations" | "links" | "messages" | "sent" | "rows" | "events", number>
    >(sql`select
      (select count(*)::int from people where tenant_id = ${tenantId} and invited_at is not null and identity_id is null) as people,
      (select count(*)::int from invitations where tenant_id = ${tenantId} and withdrawn_at is null) as invitations,
      (select count(*)::int from tokens where tenant_id = ${tenantId} and ended_at is null) as links,
      (select count(*)::int from messages where tenant_id = ${tenantId} and state <> 'cancelled') as messages,
      (select count(*)::int from legacy_accounts where tenant_id = ${tenantId} and sent_at is not null) as sent,
      (select count(*)::int from wave_accounts where tenant_id = ${tenantId} and state = 'sent') as rows,
      (select count(*)::int from events where tenant_id = ${tenantId} and action = 'invitation.sent') as events`),
  );
  if (!row) throw new Error("no counts");
  return row;
}
