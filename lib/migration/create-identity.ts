import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { legacyAccounts } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { refuseWithout } from "@/lib/access/refuse-without";
import { record } from "@/lib/events/record";
import { refuseIfDayIsFull } from "@/lib/invitations/budget";
import { PersonChoice } from "@/lib/invitations/resend";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { changeOpen, markAccount, openAccount } from "./mend";
import { moveOne } from "./move";
import { offeredJustNow, offerIdentity, whoGetsIdentity } from "./offer-identity";
import { type OldAccountToMove, oldAccountsToMove } from "./old-accounts-to-move";

type Choice = z.output<typeof PersonChoice>;
type RunTx = TenantTx<"migration.run">;

export const MoveAnswer = z.strictObject({
  ...PersonChoice.shape,
  /** Which of those that only look like theirs move as well. */
  accounts: z.array(z.uuid("not_found")).max(20, "not_understood"),
});

/** Makes the offer of an account to somebody without an old one, and mails it. */
export async function createIdentity(tx: TenantTx<"people.invite">, { personId }: Choice): Promise<void> {
  const person = await whoGetsIdentity(tx, personId);
  if (await offeredJustNow(tx, personId)) return;
  if ((await oldAccountsToMove(tx, personId)).length > 0)
    throw new Refusal("old_account_asked", { name: person.name });
  await offerIdentity(tx, person);
}

const linkThis = async (tx: RunTx, accountId: string, personId: string) =>
  changeOpen(tx, await openAccount(tx, accountId), { personId, madePerson: false, kept: true });

/** Whether a first click has moved these already. */
async function areMoved(tx: RunTx, personId: string, ids: readonly string[]): Promise<boolean> {
  const rows = await tx
    .select({ id: legacyAccounts.id })
    .from(legacyAccounts)
    .where(
      and(
        sql`tenant_id = app.tenant_id()`,
        eq(legacyAccounts.personId, personId),
        inArray(legacyAccounts.id, [...ids]),
        eq(legacyAccounts.standing, "moved"),
      ),
    );
  return ids.length > 0 && rows.length === ids.length;
}

/** Links what only looked like theirs, and writes the answer down for each. */
async function sayTheirs(tx: RunTx, personId: string, moving: readonly OldAccountToMove[]): Promise<void> {
  for (const { id, how } of moving) {
    if (how !== "linked") await linkThis(tx, id, personId);
    const details = { person: personId, why: "moves" };
    record(tx, { action: "legacy.linked", personId, subjectId: id, details });
  }
}

/** The first brings the mail, and the others move with it; of who has an account here each is linked at once. */
async function moveAll(tx: RunTx, [first, ...others]: readonly OldAccountToMove[]): Promise<boolean> {
  if (!first) throw new Refusal("old_account_choose", {}, "accounts");
  const { plan } = await moveOne(tx, first.id);
  const isMailed = plan.outcome === "invite";
  if (!isMailed) for (const { id } of others) await moveOne(tx, id);
  return isMailed;
}

type MovedByHand = { personId: string; isMailed: boolean };

/** "Yes, move the existing account": the same person keeps roles and history, and gets the mail of a move. */
export async function moveExisting(
  tx: TenantTx<"migration.run">,
  { personId, accounts }: z.output<typeof MoveAnswer>,
): Promise<MovedByHand> {
  refuseWithout(tx, "people.invite");
  const { identityId } = await whoGetsIdentity(tx, personId);
  if (await offeredJustNow(tx, personId)) return { personId, isMailed: true };
  if (identityId && (await areMoved(tx, personId, accounts))) return { personId, isMailed: false };
  const all = await oldAccountsToMove(tx, personId);
  const moving = all.filter(({ id, how }) => how === "linked" || accounts.includes(id));
  if (!identityId) await refuseIfDayIsFull(tx, await ownTenant(tx));
  await sayTheirs(tx, personId, moving);
  return { personId, isMailed: await moveAll(tx, moving) };
}

/** One of the same name alone may be somebody else's, and stays to be moved with them; any other stays behind. */
async function keepApart(tx: RunTx, personId: string, { id, how }: OldAccountToMove): Promise<void> {
  if (how === "name") return markAccount(tx, { accountId: id, mark: "separate" });
  const left = { leftOutAt: sql`clock_timestamp()`, leftOutWhy: "separate" as const };
  await changeOpen(tx, await openAccount(tx, id), left);
  record(tx, { action: "legacy.separate", personId, subjectId: id, details: { why: "left_out" } });
}

/** "No": a new account without the old one, which stays behind. */
export async function createSeparate(tx: TenantTx<"migration.run">, { personId }: Choice): Promise<void> {
  refuseWithout(tx, "people.invite");
  const person = await whoGetsIdentity(tx, personId);
  if (await offeredJustNow(tx, personId)) return;
  for (const account of await oldAccountsToMove(tx, personId)) await keepApart(tx, personId, account);
  await offerIdentity(tx, person);
}
