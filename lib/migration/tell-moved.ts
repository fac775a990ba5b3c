import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { legacyAccounts } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { lookUp, speakFor, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { countTry, type Limit } from "@/lib/identity/limits";
import { post } from "@/lib/mail/post";
import { movedAlreadyLetter } from "./access-key-letters";
import { personOfAccount } from "./joins";

const Job = z.object({ accountId: z.uuid().nullable() });

const onceADay: Limit = { name: "moved already mail", most: 1, seconds: 86_400 };

async function movedPerson(accountId: string) {
  const [row] = await lookUp("access key", (db) =>
    db
      .select({ movedAt: legacyAccounts.movedAt, person: people, tenant: tenants })
      .from(legacyAccounts)
      .innerJoin(people, personOfAccount)
      .innerJoin(tenants, eq(tenants.id, legacyAccounts.tenantId))
      .where(
        and(
          eq(legacyAccounts.id, accountId),
          sql`${people.identityId} is not null and ${people.leftAt} is null and ${people.suspendedAt} is null
            and ${tenants.suspendedAt} is null`,
        ),
      ),
  );
  return row ?? null;
}

/** After a try at the old door that was no: who has moved already hears so, once a day at most. */
export async function tellMoved(payload: unknown): Promise<void> {
  const { accountId } = Job.parse(payload);
  const moved = accountId ? await movedPerson(accountId) : null;
  const { person, tenant } = moved ?? {};
  if (!moved || !person?.email || !tenant) return;
  if (await countTry(onceADay, person.id)) return;
  const movedAt = moved.movedAt ?? person.accountAt ?? new Date();
  const letter = movedAlreadyLetter({ person, tenant, movedAt });
  const { email } = person;
  await withSystem("access key", async (tx) => {
    await speakFor(tx, tenant.id);
    await post(tx, { to: email, kind: "notice", personId: person.id }, letter);
    record(tx, { action: "notice.sent", personId: person.id, details: { notice: "moved_already" } });
  });
}
