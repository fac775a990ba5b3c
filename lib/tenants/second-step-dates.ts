import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import type { Policy } from "@/lib/policy/policy";
import { endOfDayAfter } from "@/lib/time";
import { hasAccount, isElevatedSql, peopleWithAccount } from "./policy-people";

type Edit = TenantTx<"policy.edit">;

/** The midnight after the last day; without days it is now. */
export const secondStepDate = ({ graceDays }: Pick<Policy, "graceDays">, zone: string, now = new Date()) =>
  graceDays === 0 ? now : endOfDayAfter(graceDays, zone, now);

const dropDates = (tx: Edit) =>
  tx.execute(sql`update people set second_step_due_at = null
    where tenant_id = app.tenant_id() and second_step_due_at is not null`);

/** A date given once is never a later one. */
const bringForward = (tx: Edit, date: string) =>
  tx.execute(sql`update people set second_step_due_at = ${date}::timestamptz
    where tenant_id = app.tenant_id() and second_step_due_at > ${date}::timestamptz`);

async function giveDates(tx: Edit, date: string): Promise<number> {
  const given = await tx.execute(sql`
    update people set second_step_due_at = ${date}::timestamptz
    where tenant_id = app.tenant_id() and second_step_due_at is null and id in (
      select p.id from ${peopleWithAccount}
      where ${hasAccount} and s.factor_since is null and not ${await isElevatedSql(tx)})
    returning id`);
  return given.length;
}

/** Each person without a second step gets one date, or loses it with the rule. Gives how many got one. */
export async function setSecondStepDates(
  tx: Edit,
  before: Policy,
  after: Policy,
  zone: string,
): Promise<number> {
  if (before.secondStep === after.secondStep && before.graceDays === after.graceDays) return 0;
  if (after.secondStep === "offered") {
    await dropDates(tx);
    return 0;
  }
  const date = secondStepDate(after, zone).toISOString();
  await bringForward(tx, date);
  return after.graceDays === 0 ? 0 : giveDates(tx, date);
}
