import { readFunnel } from "@/lib/overview/funnel";
import { countStanding, listStanding, standingQueryOf } from "@/lib/overview/standing";
import { readTimeToActive } from "@/lib/overview/time-to-active";
import { countPeople } from "@/lib/people/count";
import type { SearchParams } from "@/lib/search-params";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** All that the board shows, of one moment. */
export const readBoard = (slug: string, params: SearchParams) =>
  viewTenant(slug, "people.view", async (tx) => {
    const now = new Date();
    const query = standingQueryOf(params);
    const [tenant, counts, page, count, timeToActive] = await Promise.all([
      ownTenant(tx),
      countPeople(tx, now),
      listStanding(tx, query, now),
      countStanding(tx, query, now),
      readTimeToActive(tx, now),
    ]);
    const { timeZone } = tenant;
    return {
      ...{ now, query, page, count, timeToActive },
      funnel: await readFunnel(tx, counts),
      tenant: { slug, timeZone },
      mayInvite: tx.actor.permissions.has("people.invite"),
      maySeeRules: tx.actor.permissions.has("policy.view"),
    };
  });
export type BoardData = Awaited<ReturnType<typeof readBoard>>;
