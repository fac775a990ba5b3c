import { needsAttention, ownersIn } from "@/lib/overview/attention";
import { readCoverage } from "@/lib/overview/coverage";
import { firstSteps } from "@/lib/overview/first-steps";
import { readFunnel } from "@/lib/overview/funnel";
import { latestEvents } from "@/lib/overview/latest";
import { readTimeToActive } from "@/lib/overview/time-to-active";
import { countPeople, sumOf } from "@/lib/people/count";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** All that the Overview shows, of one moment. */
export const readOverview = (slug: string) =>
  viewTenant(slug, "people.view", async (tx) => {
    const now = new Date();
    const [tenant, counts, owners] = await Promise.all([ownTenant(tx), countPeople(tx, now), ownersIn(tx)]);
    const [attention, funnel, coverage, timeToActive, latest] = await Promise.all([
      needsAttention(tx, counts, owners, now),
      readFunnel(tx, counts),
      readCoverage(tx),
      readTimeToActive(tx, now),
      latestEvents(tx),
    ]);
    const may = {
      invite: tx.actor.permissions.has("people.invite"),
      seePolicy: tx.actor.permissions.has("policy.view"),
      changeRoles: tx.actor.permissions.has("people.changeRoles"),
    };
    const people = sumOf(counts, []);
    const steps = may.changeRoles ? firstSteps(tenant, { owners: owners.length, people }) : null;
    const { name, timeZone } = tenant;
    return {
      now,
      tenant: { slug, name, timeZone },
      ...{ attention, funnel, coverage, timeToActive, latest, may, steps },
    };
  });
export type OverviewData = Awaited<ReturnType<typeof readOverview>>;
