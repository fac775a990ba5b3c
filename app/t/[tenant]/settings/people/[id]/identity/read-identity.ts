import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { identityOfPerson } from "@/lib/people/identity-of-person";
import { viewTenant } from "@/lib/web/view-tenant";
import { personPath } from "../../list-href";

/** Read once for the page and its title. */
export const readIdentity = cache(async (slug: string, id: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return viewTenant(slug, "people.view", async (tx) => ({
    ...(await identityOfPerson(tx, id)),
    slug,
    now: new Date(),
  }));
});
export type IdentityData = Awaited<ReturnType<typeof readIdentity>>;

export const identityPath = (slug: string, id: string) => `${personPath(slug, id)}/identity`;
