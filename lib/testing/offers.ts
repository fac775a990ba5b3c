import { and, eq, sql } from "drizzle-orm";
import { invitations } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import { withSystem, withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { endOfDayAfter } from "@/lib/time";
import { anyEmail, type newActor } from "./factories";

type Home = Awaited<ReturnType<typeof newActor>>;

/** An offer that left at a moment of one's own choosing and works so many days. */
export async function offerMadeAt(
  ada: Home,
  made: Date,
  { days = 14, zone = "Europe/Amsterdam", name = "Anna de Vries" } = {},
) {
  const email = anyEmail();
  const { personId } = await withTenant(ada, "people.invite", (tx) =>
    sendInvitation(tx, { email, name, roles: [ada.home.roles.member] }),
  );
  await changePerson(personId, { sentAt: made, invitedAt: made });
  await moveOffer(personId, made, endOfDayAfter(days, zone, made));
  return { personId, email };
}

/** As if it had been made, or made anew, at that moment. */
export const moveOffer = (personId: string, made: Date, expiresAt: Date) =>
  withSystem("housekeeping", async (tx) => {
    await tx
      .update(invitations)
      .set({ createdAt: made, renewedAt: made, expiresAt })
      .where(eq(invitations.personId, personId));
    await tx.update(people).set({ expiresAt }).where(eq(people.id, personId));
    await tx.execute(sql`update tokens set expires_at = ${expiresAt.toISOString()}::timestamptz
      where subject_id in (select id from invitations where person_id = ${personId})`);
  });

export const changePerson = (personId: string, set: Partial<typeof people.$inferInsert>) =>
  withSystem("housekeeping", (tx) =>
    tx
      .update(people)
      .set(set)
      .where(and(eq(people.id, personId))),
  );

export const changeTenant = (tenantId: string, set: ReturnType<typeof sql>) =>
  withSystem("housekeeping", (tx) => tx.execute(sql`update tenants set ${set} where id = ${tenantId}`));
