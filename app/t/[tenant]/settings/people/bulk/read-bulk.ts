import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { bulkActs, planOf } from "@/lib/people/bulk-plan";
import { countPeople, countRoles, holdersIn, sumOf } from "@/lib/people/count";
import { listPeople } from "@/lib/people/list";
import { Selection, selectedPeople, wholeQuery } from "@/lib/people/selection";
import { isRefusal, type Refusal } from "@/lib/refusal";
import { grantableRoles } from "@/lib/roles/grantable";
import { powersOfRoles } from "@/lib/roles/powers";
import type { SearchParams } from "@/lib/search-params";

type Reading = TenantTx<"people.view">;

const Act = z.enum([...bulkActs, "export"]);

const none: Selection = { query: "", id: [] };

/** What was ticked; an address that nobody's list has made means nobody. */
export function selectionIn({ query, all, id }: SearchParams): Selection {
  const given = { query: query ?? "", ...(all && { all }), id: [id ?? []].flat() };
  return Selection.safeParse(given).data ?? none;
}

async function rolesToChoose(tx: Reading) {
  const powers = await powersOfRoles(tx);
  const roles = await grantableRoles(tx, tx.actor.permissions);
  return roles.map((role) => ({ ...role, allows: powers.get(role.id) ?? [] }));
}

/** As the list says it: kept counts, or counted to a thousand. */
async function countShown(tx: Reading, selection: Selection): Promise<number> {
  const query = wholeQuery(selection);
  if (!query) return (await selectedPeople(tx, selection)).length;
  const now = new Date();
  const { total } = await listPeople(tx, query, now);
  if (total !== null) return total;
  return query.role
    ? (holdersIn(await countRoles(tx), query.role, query.status) ?? 0)
    : sumOf(await countPeople(tx, now), query.status);
}

const asks = {
  resend: "people.invite",
  remind: "people.invite",
  roles: "people.changeRoles",
  suspend: "people.suspend",
} as const;

async function planned(tx: Reading, act: (typeof bulkActs)[number], selection: Selection) {
  const plan = await planOf(tx, act, await selectedPeople(tx, selection));
  return { act, selection, plan, roles: act === "roles" ? await rolesToChoose(tx) : [] };
}

/** What an act would come to, before anything is done; or the reason why it cannot be asked for. */
export async function readBulk(tx: Reading, params: SearchParams) {
  const act = Act.safeParse(params["act"]).data ?? "resend";
  const selection = selectionIn(params);
  const { permissions } = tx.actor;
  if (act === "export")
    return permissions.has("people.export")
      ? { act, selection, count: await countShown(tx, selection) }
      : null;
  if (!permissions.has(asks[act])) return null;
  try {
    return await planned(tx, act, selection);
  } catch (error) {
    if (isRefusal(error)) return { act, selection, refusal: error as Refusal };
    throw error;
  }
}
export type Bulk = NonNullable<Awaited<ReturnType<typeof readBulk>>>;
