import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import type { Permission } from "@/lib/access/permissions";
import { bulkDone } from "@/lib/people/bulk-done";
import { countPeople, countRoles } from "@/lib/people/count";
import { inviterChoices, roleChoices } from "@/lib/people/filter-choices";
import { listPeople } from "@/lib/people/list";
import { listQueryOf, ME } from "@/lib/people/list-query";
import { personOf } from "@/lib/people/person";
import { statusOf } from "@/lib/people/status";
import { isRefusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { domainsOf } from "@/lib/verdicts/facts";
import type { BulkAct } from "./bulk-bar";

type Params = Record<string, string | string[] | undefined>;

const Told = z.object({ told: z.enum(["invited", "withdrawn"]), about: z.uuid() });

const personOrNone = (tx: TenantTx<"people.view">, id: string) =>
  personOf(tx, id).catch((error: unknown) => {
    if (isRefusal(error)) return null;
    throw error;
  });

/** What was done a moment ago, as long as it still is so. */
async function toldIn(tx: TenantTx<"people.view">, params: Params, now: Date) {
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
  const [roles, roleCounts, inviters, me] = await Promise.all([
    roleChoices(tx),
    countRoles(tx),
    inviterChoices(tx, by === ME ? personId : by),
    personOf(tx, personId),
  ]);
  return { roles, roleCounts, inviters, me: { id: personId, name: me.name } };
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
export async function readPeople(tx: Reading, params: Params) {
  const now = new Date();
  const query = listQueryOf(params);
  const [tenant, page, counts, told, done, choices] = await Promise.all([
    ownTenant(tx),
    listPeople(tx, query, now),
    countPeople(tx, now),
    toldIn(tx, params, now),
    bulkDone(tx, params),
    readChoices(tx, query.invitedBy),
  ]);
  const { slug, name, timeZone, language } = tenant;
  const mayInvite = tx.actor.permissions.has("people.invite");
  const domains = domainsOf(tenant);
  const reader = { mayInvite, acts: actsOf(tx), tenant: { slug, name, timeZone, language } };
  return { now, query, page, counts, told, done, domains, ...choices, ...reader };
}
export type PeopleData = Awaited<ReturnType<typeof readPeople>>;
