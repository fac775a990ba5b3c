import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import type { Permission } from "@/lib/access/permissions";
import { listsInHand } from "@/lib/imports/in-hand";
import { bulkDone } from "@/lib/people/bulk-done";
import { countPeople, countRoles, type Kept } from "@/lib/people/count";
import { inviterChoices, roleChoices } from "@/lib/people/filter-choices";
import { type ListQuery, listQueryOf, ME } from "@/lib/people/list-query";
import { pageAsked } from "@/lib/people/numbered-page";
import { personOf } from "@/lib/people/person";
import { statusOf } from "@/lib/people/status";
import { isRefusal } from "@/lib/refusal";
import type { SearchParams } from "@/lib/search-params";
import { ownTenant } from "@/lib/tenants/own";
import { domainsOf } from "@/lib/verdicts/facts";
import type { BulkAct } from "./bulk-bar";

const Told = z.object({ told: z.enum(["invited", "withdrawn"]), about: z.uuid() });

const personOrNone = (tx: TenantTx<"people.view">, id: string) =>
  personOf(tx, id).catch((error: unknown) => {
    if (isRefusal(error)) return null;
    throw error;
  });

/** What was done a moment ago, as long as it still is so. */
async function toldIn(tx: TenantTx<"people.view">, params: SearchParams, now: Date) {
  const asked = Told.safeParse(params);
  const person = asked.success ? await personOrNone(tx, asked.data.about) : null;
  if (!person) return null;
  const { name, email, moments } = person;
  const isInvited = asked.data?.told === "invited";
  if (statusOf(moments, now) !== (isInvited ? "invited" : "not_invited")) return null;
  return { name, email, until: isInvited ? moments.expiresAt : null };
}

type Reading = TenantTx<"people.view">;

/** What the filters offer. The reader is among the inviters, so that a filter by them has their name. */
async function readChoices(tx: Reading, by: string | null) {
  const { personId } = tx.actor;
  const [roles, inviters] = await Promise.all([
    roleChoices(tx),
    inviterChoices(tx, by && by !== ME ? [personId, by] : [personId]),
  ]);
  const me = inviters.find(({ id }) => id === personId);
  return { roles, inviters, me: { id: personId, name: me?.name ?? "" } };
}

async function readCounts(tx: Reading, now: Date): Promise<Kept> {
  const [counts, roleCounts] = await Promise.all([countPeople(tx, now), countRoles(tx)]);
  return { counts, roleCounts };
}

/** The number of the page as the address has it, right or wrong. */
function askedPageIn({ page }: SearchParams, { cursor }: ListQuery): string | null {
  const asked = [page ?? null].flat()[0] ?? null;
  return cursor || asked === "last" ? null : asked;
}

/** What may be done to several at once, by who reads. */
function actsOf({ actor: { permissions } }: Reading): BulkAct[] {
  const asks = {
    resend: "people.invite",
    remind: "people.invite",
    roles: "people.changeRoles",
    suspend: "people.suspend",
    export: "people.export",
  } as const satisfies Record<BulkAct, Permission>;
  return (Object.keys(asks) as BulkAct[]).filter((act) => permissions.has(asks[act]));
}

/** All that the list shows, of one moment. */
export async function readPeople(tx: Reading, params: SearchParams) {
  const now = new Date();
  const query = listQueryOf(params);
  const mayInvite = tx.actor.permissions.has("people.invite");
  const own = ownTenant(tx);
  const counting = readCounts(tx, now);
  const [tenant, page, kept, told, done, choices, lists] = await Promise.all([
    own,
    pageAsked(tx, query, now, counting),
    counting,
    toldIn(tx, params, now),
    bulkDone(tx, params),
    readChoices(tx, query.invitedBy),
    // On its way while the others are answered: no wait of its own.
    mayInvite ? own.then(({ timeZone }) => listsInHand(tx, timeZone)) : [],
  ]);
  const { slug, name, timeZone, language } = tenant;
  const domains = domainsOf(tenant);
  const reader = { mayInvite, acts: actsOf(tx), tenant: { slug, name, timeZone, language } };
  const askedPage = askedPageIn(params, query);
  return { now, query, page, askedPage, ...kept, told, done, lists, domains, ...choices, ...reader };
}
export type PeopleData = Awaited<ReturnType<typeof readPeople>>;
