import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { codesMadeFor } from "@/lib/invitations/code-asked";
import { canBeReminded } from "@/lib/invitations/remind-now";
import { type OldAccountOfPerson, oldAccountsOf } from "@/lib/migration/old-accounts-of";
import { activityOf } from "@/lib/people/activity";
import { deadMailboxOf } from "@/lib/people/dead-mailbox";
import { type Moments, statusOf } from "@/lib/people/status";
import { timelineOf } from "@/lib/people/timeline";
import { policyOf } from "@/lib/policy/policy";
import { isAbove } from "@/lib/roles/grantable";
import { factsOf } from "@/lib/verdicts/facts";
import { viewTenant } from "@/lib/web/view-tenant";

/** Whoever had an account here before did not get it by a move. */
const hasActivated = ({ accountAt, leftAt }: Moments, accounts: readonly OldAccountOfPerson[]) =>
  accountAt !== null && leftAt === null && accounts.some(({ movedBy }) => movedBy && movedBy !== "linked");

const noActivity = { items: [], older: null };

/**
 * One person with everything their page says, of one moment; read once for the page and its title.
 * `before` is where a page of the activity ends; without it the overview is read.
 */
export const readPerson = cache(async (slug: string, id: string, before?: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return viewTenant(slug, "people.view", async (tx) => {
    const isOverview = before === undefined;
    const { permissions } = tx.actor;
    const [{ tenant, person, facts }, deadMailbox, events, activity, codes, isOfHigher] = await Promise.all([
      factsOf(tx, id),
      deadMailboxOf(tx, id),
      isOverview ? timelineOf(tx, id) : [],
      isOverview ? noActivity : activityOf(tx, id, before),
      codesMadeFor(tx, id),
      isAbove(tx, id, permissions),
    ]);
    const { slug, name, timeZone, language, policy } = tenant;
    const oldAccounts = await oldAccountsOf(tx, id);
    const now = new Date();
    const isSelf = id === tx.actor.personId;
    const mayLead = permissions.has("people.invite") && !isOfHigher;
    const may = {
      invite: permissions.has("people.invite"),
      /** Whoever leads the mail of an offer could have made it. */
      lead: mayLead,
      /** Of the second step; an offer that is out has ways of its own. */
      remind: mayLead && statusOf(person.moments, now) === "started" && (await canBeReminded(tx, id)),
      changeRoles: permissions.has("people.changeRoles"),
      undoMove:
        permissions.has("migration.run") &&
        !isOfHigher &&
        !isSelf &&
        hasActivated(person.moments, oldAccounts),
    };
    return {
      now,
      tenant: { slug, name, timeZone, language },
      ...{ person, facts, deadMailbox, events, activity, may },
      oldAccounts,
      activation: { isOn: policyOf(policy).activationCode === "yes", newest: codes[0] ?? null },
    };
  });
});
export type PersonData = Awaited<ReturnType<typeof readPerson>>;
