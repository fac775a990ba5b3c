import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { activityOf } from "@/lib/people/activity";
import { deadMailboxOf } from "@/lib/people/dead-mailbox";
import { timelineOf } from "@/lib/people/timeline";
import { factsOf } from "@/lib/verdicts/facts";
import { viewTenant } from "@/lib/web/view-tenant";

const noActivity = { items: [], older: null };

/**
 * One person with everything their page says, of one moment; read once for the page and its title.
 * `before` is where a page of the activity ends; without it the overview is read.
 */
export const readPerson = cache(async (slug: string, id: string, before?: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return viewTenant(slug, "people.view", async (tx) => {
    const isOverview = before === undefined;
    const [{ tenant, person, facts }, deadMailbox, events, activity] = await Promise.all([
      factsOf(tx, id),
      deadMailboxOf(tx, id),
      isOverview ? timelineOf(tx, id) : [],
      isOverview ? noActivity : activityOf(tx, id, before),
    ]);
    const { permissions } = tx.actor;
    const { slug, name, timeZone, language } = tenant;
    const may = {
      invite: permissions.has("people.invite"),
      changeRoles: permissions.has("people.changeRoles"),
      restore: permissions.has("people.suspend") || permissions.has("people.remove"),
    };
    return {
      now: new Date(),
      tenant: { slug, name, timeZone, language },
      ...{ person, facts, deadMailbox, events, activity, may },
    };
  });
});
export type PersonData = Awaited<ReturnType<typeof readPerson>>;
