import type { Actor } from "@/lib/access/actor";
import { enterTenant, type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import { refuseWithout } from "@/lib/access/refuse-without";
import { record } from "@/lib/events/record";
import { readCursor } from "./cursor";
import { countAll, pageOfPeople, peopleByIds } from "./list";
import type { ListQuery } from "./list-query";
import type { ListedPerson } from "./listed-person";
import { type Selection, wholeQuery } from "./selection";

/** So many rows are held at once, however long the list is. */
const AT_ONCE = 500;

/** The proof was fresh when the file was asked for; the right to it is looked at for every part. */
const reading = <T>(actor: Actor, read: (tx: TenantTx<"people.view">) => Promise<T>): Promise<T> =>
  withTenant(actor, "people.view", (tx) => {
    refuseWithout(tx, "people.export");
    return read(tx);
  });

async function countSelected(tx: TenantTx, selection: Selection): Promise<number> {
  const query = wholeQuery(selection);
  return query ? countAll(tx, query, new Date()) : (await peopleByIds(tx, selection.id)).length;
}

/** The door of an export only reads, so it is written down beside it, before the first row leaves. */
export async function noteExport(actor: Actor, selection: Selection): Promise<void> {
  const { identityId, trace } = actor.self;
  const { count, personId, tenantId } = await reading(actor, async (tx) => ({
    count: await countSelected(tx, selection),
    personId: tx.actor.personId,
    tenantId: tx.actor.tenantId,
  }));
  const note = async (tx: Parameters<Parameters<typeof withSystem>[1]>[0]) => {
    await enterTenant(tx, tenantId);
    record(tx, { action: "people.exported", personId, identityId, details: { count } });
  };
  await withSystem("export people", note, trace);
}

/** All that match, part by part: each is a transaction of its own, so that a slow reader holds nobody up. */
export async function* exportedPeople(actor: Actor, selection: Selection): AsyncGenerator<ListedPerson[]> {
  const whole = wholeQuery(selection);
  if (!whole) {
    yield await reading(actor, (tx) => peopleByIds(tx, selection.id));
    return;
  }
  const now = new Date();
  for (let query: ListQuery | null = whole; query; ) {
    const asked: ListQuery = query;
    const { people, next } = await reading(actor, (tx) => pageOfPeople(tx, asked, now, AT_ONCE));
    yield people;
    query = next ? { ...asked, cursor: readCursor(next, asked.sort, false) } : null;
  }
}
