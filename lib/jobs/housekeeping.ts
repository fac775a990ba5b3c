import { sql } from "drizzle-orm";
import { deadAddresses } from "@/db/schema/dead-addresses";
import { trustedDevices } from "@/db/schema/devices";
import { identityAddresses } from "@/db/schema/identities";
import { accessKeys } from "@/db/schema/legacy";
import { limits } from "@/db/schema/limits";
import { phones, sentCodes } from "@/db/schema/phones";
import { flows, sessions } from "@/db/schema/sessions";
import { tokens } from "@/db/schema/tokens";
import { type SystemTx, withSystem } from "@/lib/access/doors";
import { takeUpImports } from "@/lib/imports/run";
import { takeUpStuck } from "@/lib/mail/enqueue-delivery";
import { leaveOldLists } from "@/lib/migration/kept-parts";
import { takeUpWaves } from "@/lib/migration/run-wave";

/** What is kept no longer than it serves, each with its own time. */
async function clearOut(tx: SystemTx): Promise<void> {
  await tx.delete(flows).where(sql`${flows.expiresAt} < now() - interval '1 day'`);
  await tx.delete(limits).where(
    // A run of wrong passwords goes on however slowly somebody guesses.
    sql`${limits.startedAt} < now() - case when span = 'run' then interval '30 days' else interval '2 days' end
        and coalesce(${limits.blockedUntil} < now(), true)`,
  );
  await tx
    .delete(identityAddresses)
    .where(
      sql`${identityAddresses.verifiedAt} is null and ${identityAddresses.createdAt} < now() - interval '24 hours'`,
    );
  // Nobody stands between an identity and its own mailbox to say that it works again: it is tried again.
  await tx
    .delete(deadAddresses)
    .where(sql`${deadAddresses.tenantId} is null and ${deadAddresses.deadSince} < now() - interval '7 days'`);
  await tx.delete(trustedDevices).where(sql`${trustedDevices.expiresAt} < now() - interval '1 day'`);
  await tx.delete(sentCodes).where(sql`${sentCodes.expiresAt} < now() - interval '1 day'`);
  await tx.delete(accessKeys).where(sql`${accessKeys.expiresAt} < now() - interval '1 day'`);
  // A number that was never confirmed, or counts no more, serves nobody.
  await tx.delete(phones).where(
    sql`coalesce(${phones.endedAt}, case when ${phones.verifiedAt} is null then ${phones.createdAt} end) < now() - interval '1 day'
      and not exists (select 1 from sent_codes c where c.phone_id = ${phones.id})`,
  );
  // In these days the change could be undone.
  await tx.delete(identityAddresses).where(sql`${identityAddresses.replacedAt} < now() - interval '7 days'`);
  // A dead link has a page that says why it is dead.
  await tx
    .delete(tokens)
    .where(
      sql`coalesce(${tokens.spentAt}, ${tokens.endedAt}, ${tokens.expiresAt}) < now() - interval '90 days'`,
    );
  // The lines of a list are people's own: they go when nobody needs the answer any more.
  await tx.execute(sql`delete from import_rows r using imports i
    where i.tenant_id = r.tenant_id and i.id = r.import_id and coalesce(i.finished_at, i.created_at) < now() - interval '30 days'
      and i.state not in ('running', 'paused')`);
  await leaveOldLists(tx);
  await tx
    .delete(sessions)
    .where(sql`coalesce(${sessions.endedAt}, ${sessions.expiresAt}) < now() - interval '90 days'`);
}

/** Every ten minutes: old rows go, and messages whose job was lost get one again. */
export async function housekeeping(): Promise<void> {
  await withSystem("housekeeping", clearOut);
  await withSystem("deliver messages", takeUpStuck);
  await withSystem("run import", takeUpImports);
  await withSystem("run wave", takeUpWaves);
}
