import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { refuseWithout } from "@/lib/access/refuse-without";
import { managingOf } from "@/lib/people/managing";
import { grantableRoles } from "@/lib/roles/grantable";
import { powersOfRoles } from "@/lib/roles/powers";
import { viewTenant } from "@/lib/web/view-tenant";

/** Read once for all that a page says about managing somebody. */
export const readManaging = cache(async (tenant: string, id: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return viewTenant(tenant, "people.view", (tx) => managingOf(tx, id));
});

/** The same with the roles that may be given; only for who may change roles. */
export const readRolesOf = cache(async (tenant: string, id: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return viewTenant(tenant, "people.view", async (tx) => {
    refuseWithout(tx, "people.changeRoles");
    const powers = await powersOfRoles(tx);
    const roles = await grantableRoles(tx, tx.actor.permissions);
    return {
      managing: await managingOf(tx, id),
      roles: roles.map((role) => ({ ...role, allows: powers.get(role.id) ?? [] })),
    };
  });
});
