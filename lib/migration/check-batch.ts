import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { keepingPlans } from "@/db/keeping-plans";
import type { AboutAccount } from "@/db/schema/legacy";
import type { Insider } from "@/lib/access/actor";
import type { Permission } from "@/lib/access/permissions";
import { type Recording, record } from "@/lib/events/record";
import { checkFacts } from "./check-facts";
import { judge } from "./judge";
import { makePeople, renewPeople } from "./make-people";
import type { Account, Judged, Verdict } from "./verdicts";

/** A person of the tenant, or the operator: who has no actor holds everything. */
export type CheckTx = Tx & Recording & { readonly actor?: Insider };

export const BATCH = 500;

// Column by column: no tenant's door may read what is sealed.
const columns = sql`id, office, old_user_name as "oldUserName", name, email, email_key as "emailKey", phone,
  is_active as "isActive", role_text as "roleText", role_key as "roleKey", kept, left_out_at is not null as "isLeftOut",
  person_id as "personId", made_person as "madePerson", about`;

const unread = (tx: Tx, which: SQL, most: number) =>
  tx.execute<Account>(sql`
    select ${columns} from legacy_accounts
    where tenant_id = app.tenant_id() and verdict = 'unread' and ${which} order by line, id limit ${most}`);

/** What belongs to the account and no verdict takes away; a change waits for the day on which it is sound. */
const lasting = ({ given, large, scheme, changed }: AboutAccount, verdict: Verdict): AboutAccount => ({
  ...(given !== undefined && { given }),
  ...(large !== undefined && { large }),
  ...(scheme !== undefined && { scheme }),
  ...(changed !== undefined && verdict !== "ready" && { changed }),
});

type Said = { account: Account } & Judged;

async function writeVerdicts(
  tx: Tx,
  said: readonly Said[],
  made: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = said.map(({ account, verdict, about }) => ({
    id: account.id,
    verdict,
    about: { ...lasting(account.about, verdict), ...about },
    madePersonId: made.get(account.id) ?? null,
  }));
  await tx.execute(sql`
    update legacy_accounts a set verdict = r.verdict, about = r.about, person_id = coalesce(r."madePersonId", a.person_id),
      made_person = a.made_person or r."madePersonId" is not null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, verdict text, about jsonb, "madePersonId" uuid)
    where a.tenant_id = app.tenant_id() and a.id = r.id`);
}

/**
 * Judges the next unread ones of some old accounts and makes the people of those that are sound, all or nothing.
 * Gives how many they were; whoever calls it has the tenant's turn, and writes down what of it is no list's check.
 */
export async function checkBatch(
  tx: CheckTx,
  held: ReadonlySet<Permission>,
  which: SQL,
  { most = BATCH, importId }: { most?: number; importId?: string } = {},
): Promise<number> {
  const accounts = await unread(tx, which, most);
  if (accounts.length === 0) return 0;
  const facts = await checkFacts(tx, held, accounts);
  const said = accounts.map((account) => ({ account, ...judge(account, facts) }));
  const ready = said.filter(({ verdict }) => verdict === "ready").map(({ account }) => account);
  const taken = new Set<string>();
  await keepingPlans(tx, async () => {
    await renewPeople(
      tx,
      ready.filter(({ madePerson, about }) => madePerson && about["changed"] === 1),
      facts,
      taken,
    );
    const made = await makePeople(
      tx,
      ready.filter(({ personId }) => personId === null),
      facts,
      taken,
    );
    await writeVerdicts(tx, said, made);
  });
  const details = { checked: said.length, ready: ready.length };
  if (importId) record(tx, { action: "legacy.checked", subjectId: importId, details });
  return accounts.length;
}
