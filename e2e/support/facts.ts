import { and, eq, isNotNull } from "drizzle-orm";
import { events } from "@/db/schema/events";
import { identityAddresses } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import { lookUp } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import { keyOf } from "@/lib/people/email";

/** How many accounts there are at an address. */
export async function accountsAt(email: string): Promise<number> {
  const rows = await lookUp("sign in", (db) =>
    db
      .select({ id: identityAddresses.id })
      .from(identityAddresses)
      .where(eq(identityAddresses.emailKey, keyOf(email))),
  );
  return rows.length;
}

/** How often something was written down about a person. */
export async function timesOf(action: Action, personId: string): Promise<number> {
  const rows = await lookUp("verify events", (db) =>
    db
      .select({ seq: events.seq })
      .from(events)
      .where(and(eq(events.action, action), eq(events.personId, personId))),
  );
  return rows.length;
}

/** All that is known of a company's people, to see that nothing changed. */
export const peopleOf = (tenantId: string) =>
  lookUp("housekeeping", (db) =>
    db.select().from(people).where(eq(people.tenantId, tenantId)).orderBy(people.id),
  );

export const joined = async (tenantId: string) => {
  const rows = await lookUp("housekeeping", (db) =>
    db
      .select({ email: people.email })
      .from(people)
      .where(and(eq(people.tenantId, tenantId), isNotNull(people.identityId))),
  );
  return rows.map(({ email }) => email);
};
