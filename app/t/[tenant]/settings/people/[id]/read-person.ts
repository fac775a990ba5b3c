import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { codesMadeFor } from "@/lib/invitations/code-asked";
import { personOf } from "@/lib/people/person";
import { timelineOf } from "@/lib/people/timeline";
import { policyOf } from "@/lib/policy/policy";
import { isWithin } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** One person with everything their page says, of one moment; read once for the page and its title. */
export const readPerson = cache(async (slug: string, id: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return viewTenant(slug, "people.view", async (tx) => {
    const { permissions } = tx.actor;
    const [tenant, person, events, codes, isWithinOwn] = await Promise.all([
      ownTenant(tx),
      personOf(tx, id),
      timelineOf(tx, id),
      codesMadeFor(tx, id),
      isWithin(tx, id, permissions),
    ]);
    const mayInvite = permissions.has("people.invite");
    return {
      now: new Date(),
      tenant: { slug: tenant.slug, timeZone: tenant.timeZone, language: tenant.language },
      person,
      events,
      mayInvite,
      /** Whoever leads the mail of an offer could have made it. */
      mayLead: mayInvite && isWithinOwn,
      activation: { isOn: policyOf(tenant.policy).activationCode === "yes", newest: codes[0] ?? null },
    };
  });
});
export type PersonData = Awaited<ReturnType<typeof readPerson>>;
