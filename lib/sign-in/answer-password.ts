import { and, eq, sql } from "drizzle-orm";
import { identities } from "@/db/schema/identities";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type Begun, beginSignIn } from "./begin";
import type { PasswordVerdict } from "./check-password";

type Right = Extract<PasswordVerdict, { verdict: "right" }>;
export type Outcome = Begun | Exclude<PasswordVerdict, Right>;

/** Not replaced while it was being checked; whoever replaces it now waits, and then ends what begins here. */
async function isStillRight(tx: SystemTx, { identityId, passwordSetAt }: Right): Promise<boolean> {
  const [same] = await tx
    .select({ id: identities.id })
    .from(identities)
    .where(
      and(
        eq(identities.id, identityId),
        sql`password_set_at is not distinct from ${passwordSetAt}::timestamptz`,
      ),
    )
    .for("no key update");
  return same !== undefined;
}

const judged = async (tx: SystemTx, checked: PasswordVerdict): Promise<PasswordVerdict> =>
  checked.verdict !== "right" || (await isStillRight(tx, checked))
    ? checked
    : { verdict: "wrong", identityId: checked.identityId };

/** Moves on from the verdict on a password; a wrong try is written down, without saying so. */
export async function answerPassword(tx: SystemTx, verdict: PasswordVerdict): Promise<Outcome> {
  const checked = await judged(tx, verdict);
  if (checked.verdict === "right") return beginSignIn(tx, checked);
  if (checked.verdict === "wrong")
    // An unknown name is written down as well: one that is not would be told by the time it takes.
    record(tx, {
      action: "sign_in.password_wrong",
      ...(checked.identityId && { identityId: checked.identityId }),
      result: "refused",
      reason: checked.identityId ? "wrong" : "unknown",
    });
  return checked;
}
