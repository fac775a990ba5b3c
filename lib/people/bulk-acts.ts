import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { remindNow } from "@/lib/invitations/remind-now";
import { resendInvitation } from "@/lib/invitations/resend";
import { isRefusal, Refusal } from "@/lib/refusal";
import { changeRolesOf } from "@/lib/roles/change-roles-of";
import { rolesToGrant } from "@/lib/roles/grantable";
import { suspendedJustNow } from "./bulk-done";
import { type BulkAct, planOf } from "./bulk-plan";
import { restoreSuspended } from "./restore";
import { type Selection, selectedPeople, selectionFields } from "./selection";
import { suspendPerson } from "./suspend";

/** How many were meant when it was looked at: what has changed since is looked at once more. */
const expected = { count: z.coerce.number("not_understood").int().min(1).max(100_000) };

export const Resending = z.strictObject({ ...selectionFields, ...expected });

export const RoleForMany = z.strictObject({
  ...selectionFields,
  ...expected,
  role: z.uuid("role_missing"),
  /** Set by the second look at a role with power over others. */
  reviewed: z.literal("yes").optional(),
});

export const Suspension = z.strictObject({
  ...selectionFields,
  ...expected,
  /** The number of people once more: many are not suspended by a slip. */
  typed: z.string().trim().max(20, "number_differs").optional(),
});

/** From so many on the number is typed. */
export const TYPED_FROM = 10;

export type BulkResult = { act: BulkAct | "restore"; done: number; skipped: number; query: string };

async function meant(tx: TenantTx, act: BulkAct, selection: Selection & { count: number }) {
  const plan = await planOf(tx, act, await selectedPeople(tx, selection));
  if (plan.will.length === 0) throw new Refusal("nobody_selected");
  if (plan.will.length !== selection.count) throw new Refusal("selection_moved", { count: plan.will.length });
  return plan;
}

/** Null when it was done, else why not. */
async function refusalOf(act: Promise<unknown>) {
  try {
    await act;
    return null;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}

/** Each verb refuses before it writes, so whoever it refuses is left out and the others stay done. */
async function eachOf(ids: readonly string[], act: (personId: string) => Promise<unknown>): Promise<number> {
  const refused: Refusal[] = [];
  for (const id of ids) {
    const refusal = await refusalOf(act(id));
    if (refusal) refused.push(refusal);
  }
  // When not one could be done, the first reason is the answer.
  if (refused[0] && refused.length === ids.length) throw refused[0];
  return ids.length - refused.length;
}

async function onMany(
  tx: TenantTx,
  act: BulkAct,
  selection: Selection & { count: number },
  one: (personId: string) => Promise<unknown>,
): Promise<BulkResult> {
  const { will, skipped } = await meant(tx, act, selection);
  const done = await eachOf(
    will.map(({ id }) => id),
    one,
  );
  return { act, done, skipped: skipped.length + will.length - done, query: selection.query };
}

/** The same offers once more, as many as the day still allows. */
export const resendToMany = (tx: TenantTx<"people.invite">, input: z.output<typeof Resending>) =>
  onMany(tx, "resend", input, (personId) => resendInvitation(tx, { personId }));

/** A word to those who have not gone on: three for an offer, and a day between two, as ever. */
export const remindMany = (tx: TenantTx<"people.invite">, input: z.output<typeof Resending>) =>
  onMany(tx, "remind", input, (personId) => remindNow(tx, { personId }));

/** One role, in place of all that each had. */
export async function changeRoleOfMany(
  tx: TenantTx<"people.changeRoles">,
  input: z.output<typeof RoleForMany>,
): Promise<BulkResult> {
  const { role, reviewed, count } = input;
  const [given] = await rolesToGrant(tx, [role], tx.actor.permissions);
  if (given?.elevated && reviewed !== "yes") throw new Refusal("review_many_powers", { count });
  return onMany(tx, "roles", input, (personId) =>
    changeRolesOf(tx, { personId, roles: [role], reviewed: "yes" }),
  );
}

/** Closes the open tenant for many, from the next request of each. */
export async function suspendMany(
  tx: TenantTx<"people.suspend">,
  input: z.output<typeof Suspension>,
): Promise<BulkResult> {
  if (input.count >= TYPED_FROM && input.typed !== String(input.count))
    throw new Refusal("number_differs", {}, "typed");
  return onMany(tx, "suspend", input, (personId) => suspendPerson(tx, { personId }));
}

export const Undoing = z.strictObject({ query: selectionFields.query });

/** Takes back one's own suspensions of the last moment. */
export async function restoreMany(
  tx: TenantTx<"people.suspend">,
  { query }: z.output<typeof Undoing>,
): Promise<BulkResult> {
  const ids = await suspendedJustNow(tx);
  if (ids.length === 0) throw new Refusal("undo_over");
  const done = await eachOf(ids, (personId) => restoreSuspended(tx, { personId }));
  return { act: "restore", done, skipped: ids.length - done, query };
}
