import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { personOf } from "@/lib/people/person";
import { timelineOf } from "@/lib/people/timeline";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** One person with everything their page says, of one moment; read once for the page and its title. */
export const readPerson = cache(async (slug: string, id: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return viewTenant(slug, "people.view", async (tx) => {
    const [tenant, person, events] = await Promise.all([ownTenant(tx), personOf(tx, id), timelineOf(tx, id)]);
    const mayInvite = tx.actor.permissions.has("people.invite");
    return {
      now: new Date(),
      tenant: { slug: tenant.slug, timeZone: tenant.timeZone, language: tenant.language },
      person,
      events,
      mayInvite,
    };
  });
});
export type PersonData = Awaited<ReturnType<typeof readPerson>>;
