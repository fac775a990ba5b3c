import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { countPeople } from "@/lib/people/count";
import { listPeople } from "@/lib/people/list";
import { listQueryOf } from "@/lib/people/list-query";
import { personOf } from "@/lib/people/person";
import { statusOf } from "@/lib/people/status";
import { isRefusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { domainsOf } from "@/lib/verdicts/facts";

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

/** All that the list shows, of one moment. */
export async function readPeople(tx: TenantTx<"people.view">, params: Params) {
  const now = new Date();
  const query = listQueryOf(params);
  const [tenant, page, counts, told] = await Promise.all([
    ownTenant(tx),
    listPeople(tx, query, now),
    countPeople(tx, now),
    toldIn(tx, params, now),
  ]);
  const { slug, name, timeZone, language } = tenant;
  const mayInvite = tx.actor.permissions.has("people.invite");
  const domains = domainsOf(tenant);
  return { now, query, page, counts, told, mayInvite, domains, tenant: { slug, name, timeZone, language } };
}
export type PeopleData = Awaited<ReturnType<typeof readPeople>>;
