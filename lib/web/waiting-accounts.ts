import "server-only";
import type { Actor, Insider } from "@/lib/access/actor";
import { enterTenant, withSystem, withTenant } from "@/lib/access/doors";
import { refuseWithout } from "@/lib/access/refuse-without";
import { record } from "@/lib/events/record";
import { accountQueryOf } from "@/lib/migration/account-query";
import { migrationCounts } from "@/lib/migration/counts";
import { type ListedAccount, listAccounts } from "@/lib/migration/list-accounts";
import { ownTenant } from "@/lib/tenants/own";
import { csvStream } from "./csv-stream";
import { requireActor } from "./current";
import { viewTenant } from "./view-tenant";

type Sheet = { headers: string[]; cells: (account: ListedAccount) => string[] };

const AT_ONCE = 1000;

/** Part after part, each in a transaction of its own. */
async function* waitingIn(actor: Actor): AsyncGenerator<ListedAccount[]> {
  let after: string | undefined;
  do {
    const query = accountQueryOf({ standing: "waits", after });
    const page = await withTenant(actor, "migration.view", (tx) => {
      // Files of accounts are for who may move them: they hold everybody's address.
      refuseWithout(tx, "migration.run");
      return listAccounts(tx, query, AT_ONCE);
    });
    yield page.accounts;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** The door of a file only reads, so it is written down beside it, before the first row leaves. */
export async function noteFile(
  { tenantId, personId, identityId, trace }: Insider,
  count: number,
): Promise<void> {
  await withSystem(
    "export people",
    async (tx) => {
      await enterTenant(tx, tenantId);
      record(tx, { action: "people.exported", personId, identityId, details: { count } });
    },
    trace,
  );
}

async function noted(tenant: string) {
  const { by, count, company } = await viewTenant(tenant, "migration.view", async (tx) => {
    refuseWithout(tx, "migration.run");
    const { standings } = await migrationCounts(tx);
    return { by: tx.actor, count: standings.waits, company: await ownTenant(tx) };
  });
  await noteFile(by, count);
  return company;
}

/** All accounts that wait as a file; nothing is held but the part on its way. */
export async function waitingAccounts(tenant: string, sheet: Sheet) {
  const actor = await requireActor(tenant, `/t/${encodeURIComponent(tenant)}/settings/migration`);
  const company = await noted(tenant);
  return { company, file: csvStream(waitingIn(actor), sheet) };
}
