import { and, eq, isNull, sql } from "drizzle-orm";
import { invitations } from "@/db/schema/invitations";
import { people } from "@/db/schema/people";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { enterByLink } from "./spend";

/** The gate Opened: a person touched the page of a link that still works. A mail scanner does not. */
export async function markOpened(tx: SystemTx, { secret }: { secret: string }): Promise<void> {
  const link = await enterByLink(tx, secret);
  const [person] = await tx
    .update(people)
    .set({ openedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(people.tenantId, link.tenantId),
        isNull(people.openedAt),
        isNull(people.accountAt),
        sql`${people.invitedAt} is not null`,
        sql`${people.id} = (select ${invitations.personId} from ${invitations} where ${invitations.id} = ${link.invitationId})`,
        sql`exists (select 1 from tokens t where t.id = ${link.id} and t.ended_at is null)`,
      ),
    )
    .returning({ id: people.id });
  if (person) record(tx, { action: "invitation.opened", personId: person.id, subjectId: link.invitationId });
}
