import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { keepingPlans } from "@/db/keeping-plans";
import { type WaveChoice, waves } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { InvitationDraft } from "@/lib/invitations/send";
import { PlainText } from "@/lib/plain-text";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { refuseIfWavesAreFull } from "./daily-limits";
import { countIn, type DryLine, type DryNumbers, dryRun, noNumbers } from "./dry-run";
import { refuseUnlessMover } from "./mover";
import { PlannedDay, plannedStart } from "./planned-start";
import { ChosenAccounts, choiceOf } from "./wave-choice";
import { enqueueWave } from "./waves";

type RunTx = TenantTx<"migration.run">;

export const WaveDraft = ChosenAccounts.extend({
  name: PlainText.max(60, "wave_name_long").optional(),
  note: InvitationDraft.shape.note,
  language: z.enum(["en", "nl"], "language_unknown").optional(),
  /** None starts it now. */
  plannedFor: z.union([z.literal(""), PlannedDay]).optional(),
  /** How many would be moved when it was looked at. */
  count: z.coerce.number().int().min(0),
});
type WaveDraft = z.output<typeof WaveDraft>;

function startOf(day: string | undefined, zone: string, now: Date): Date | null {
  if (!day) return null;
  const at = plannedStart(day, zone, now);
  if (!at) throw new Refusal("wave_day", {}, "plannedFor");
  return at;
}

/** Between looking and saying yes the numbers may have moved: then they are looked at again. */
function refuseIfChanged({ invite, link }: DryNumbers, { count }: WaveDraft): void {
  if (invite + link === 0) throw new Refusal("wave_nobody");
  if (invite + link !== count) throw new Refusal("wave_changed", { count: invite + link });
}

type Taken = Pick<DryLine, "id" | "personId" | "standing" | "hashed"> & { place: number };

const takenAs = ({ id, personId, standing, hashed }: DryLine, place: number): Taken => ({
  ...{ id, personId, standing, hashed, place },
});

/** One that another wave has in hand is told apart at once, by the index that allows one only. */
const takePart = (tx: RunTx, waveId: string, lines: readonly Taken[]) =>
  tx.execute(sql`
    with wanted as materialized (
      select id, "personId" as person_id, standing, hashed, place from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
        as r(id uuid, "personId" uuid, standing text, hashed boolean, place int)),
    taken as (
      insert into wave_accounts (wave_id, account_id, place, person_id, standing, hashed)
      select ${waveId}::uuid, id, place, person_id, standing, hashed from wanted
      on conflict (tenant_id, account_id) where state in ('todo', 'sent') do nothing returning account_id)
    insert into wave_accounts (wave_id, account_id, place, person_id, standing, hashed, state, reason)
    select ${waveId}::uuid, id, place, person_id, standing, hashed, 'skipped',
      case when standing in ('ready', 'waits') then 'other_wave' else standing end
    from wanted where id not in (select account_id from taken)`);

/** Its accounts as the dry run says them, a part at a time: no number of them takes longer than one statement may. */
async function takeAccounts(
  tx: RunTx,
  { waveId, choice }: { waveId: string; choice: WaveChoice },
  draft: WaveDraft,
): Promise<number> {
  const numbers = noNumbers();
  for await (const lines of dryRun(tx, choice, { language: draft.language, waveId })) {
    if (lines.length > 0) {
      const taken = lines.map((line, index) => takenAs(line, numbers.all + index + 1));
      await keepingPlans(tx, () => takePart(tx, waveId, taken));
    }
    countIn(numbers, lines);
  }
  refuseIfChanged(numbers, draft);
  await tx.update(waves).set({ accounts: numbers.all }).where(eq(waves.id, waveId));
  return numbers.all;
}

async function nextNumber(tx: RunTx): Promise<number> {
  const [row] = await tx.execute<{ next: number }>(
    sql`select coalesce(max(number), 0) + 1 as next from waves where tenant_id = app.tenant_id()`,
  );
  return row?.next ?? 1;
}

/** Begins a wave over the chosen accounts, or plans it for a day. */
export async function makeWave(tx: RunTx, draft: WaveDraft, now = new Date()): Promise<string> {
  refuseUnlessMover(tx);
  const choice = choiceOf(draft);
  const tenant = await ownTenant(tx);
  const plannedFor = startOf(draft.plannedFor, tenant.timeZone, now);
  const language = draft.language ?? tenant.language;
  const starts = plannedFor
    ? { state: "planned" as const, plannedFor }
    : { state: "running" as const, startedAt: now, startedBy: tx.actor.personId };
  const about = { name: draft.name ?? "", note: draft.note || null, choice, language };
  const number = await nextNumber(tx);
  const [made] = await tx
    .insert(waves)
    .values({ ...about, ...starts, number, accounts: 0 })
    .returning({ id: waves.id });
  if (!made) throw new Error("no wave was stored");
  const accounts = await takeAccounts(tx, { waveId: made.id, choice }, draft);
  await refuseIfWavesAreFull(tx, tenant, made.id, { isPlanned: plannedFor !== null });
  if (!plannedFor) await enqueueWave(tx, tx.actor.tenantId, made.id);
  const details = { number, accounts };
  record(tx, { action: plannedFor ? "wave.planned" : "wave.started", subjectId: made.id, details });
  return made.id;
}
