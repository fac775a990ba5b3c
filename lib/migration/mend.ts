import { and, eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { z } from "zod";
import { type AboutAccount, legacyAccounts, legacyRoles } from "@/db/schema/legacy";
import { roles } from "@/db/schema/roles";
import type { TenantTx } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import { record } from "@/lib/events/record";
import { emailKeyOf } from "@/lib/people/email";
import { PlainText } from "@/lib/plain-text";
import { Refusal } from "@/lib/refusal";
import { holdsAll, isAbove } from "@/lib/roles/grantable";
import { judgeAnew } from "./judge-anew";

type RunTx = TenantTx<"migration.run">;
type Values = PgUpdateSetSource<typeof legacyAccounts>;

type Whose = { personId: string | null; roleKey: string | null };

/** Of a person who may do more than who acts, or of one who is still to be made from it and will. */
async function isOfMore(tx: RunTx, { personId, roleKey }: Whose): Promise<boolean> {
  const { permissions } = tx.actor;
  if (personId) return isAbove(tx, personId, permissions);
  if (roleKey === null) return false;
  const meant = await tx
    .select({ builtIn: roles.builtIn, permissions: roles.permissions })
    .from(legacyRoles)
    .innerJoin(roles, and(eq(roles.tenantId, legacyRoles.tenantId), eq(roles.id, legacyRoles.roleId)))
    .where(and(sql`legacy_roles.tenant_id = app.tenant_id()`, eq(legacyRoles.roleKey, roleKey)));
  return !meant.every((role) => holdsAll(permissions, role));
}

/** An account of the open tenant that nobody has moved or mailed yet. */
export async function openAccount(tx: RunTx, id: string) {
  const [found] = await tx
    .select({
      id: legacyAccounts.id,
      emailKey: legacyAccounts.emailKey,
      personId: legacyAccounts.personId,
      madePerson: legacyAccounts.madePerson,
      roleKey: legacyAccounts.roleKey,
      sentAt: legacyAccounts.sentAt,
      movedAt: legacyAccounts.movedAt,
      about: legacyAccounts.about,
    })
    .from(legacyAccounts)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyAccounts.id, id)));
  if (!found) throw new Refusal("not_found");
  if (found.sentAt || found.movedAt) throw new Refusal("account_moved");
  if (await isOfMore(tx, found)) throw new Refusal("person_above_yours");
  return found;
}
type Open = Awaited<ReturnType<typeof openAccount>>;

/** Changes it, and judges it and all that share an address with it, before or after. */
export async function changeOpen(
  tx: RunTx,
  { id, emailKey }: Open,
  values: Values,
  newKey: string | null = emailKey,
): Promise<void> {
  await tx
    .update(legacyAccounts)
    .set(values)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyAccounts.id, id)));
  const keys = sql.param([emailKey, newKey].filter((key) => key !== null));
  await judgeAnew(tx, sql`(id = ${id}::uuid or email_key = any (${keys}::text[]))`);
}

const note = (tx: RunTx, action: Action, account: string, what?: string) =>
  record(tx, { action, subjectId: account, details: what === undefined ? {} : { what } });

const without = (key: keyof AboutAccount & string) => sql`about - ${key}::text`;

/** Saved, it would only stand in the list of another fault, and look mended here. */
const isNoSlip = (email: string) => email === "" || emailKeyOf(email) !== null;

export const AccountChange = z.strictObject({
  accountId: z.uuid("not_found"),
  email: PlainText.max(400, "email_wrong").refine(isNoSlip, "email_wrong"),
  name: PlainText.max(250, "name_long"),
});

/** Mends what the old system had wrong. The office stays: it is how somebody finds the old account. */
export async function changeAccount(
  tx: RunTx,
  { accountId, email, name }: z.output<typeof AccountChange>,
): Promise<void> {
  const open = await openAccount(tx, accountId);
  const emailKey = emailKeyOf(email);
  const about = sql`(${without("large")}) || '{"changed": 1}'::jsonb`;
  await changeOpen(tx, open, { email, emailKey, name, kept: false, about }, emailKey);
  note(tx, "legacy.changed", accountId, "details");
}

export const AccountMark = z.strictObject({
  accountId: z.uuid("not_found"),
  mark: z.enum(["leave_out", "take_in", "keep", "separate", "apply", "unlink"]),
});
export type Mark = z.output<typeof AccountMark>["mark"];

const leaving = sql`clock_timestamp()`;

function betterOf({ about }: Open): string {
  const better = about["better"];
  if (typeof better !== "string") throw new Refusal("import_moved");
  return better;
}

type Marking = { values: Values; action: Action; newKey?: string | null };

const marking: Record<Mark, (open: Open) => Marking> = {
  leave_out: () => ({
    values: { leftOutAt: leaving, leftOutWhy: "by_hand" },
    action: "legacy.left_out",
  }),
  take_in: () => ({ values: { leftOutAt: null, leftOutWhy: null }, action: "legacy.taken_in" }),
  keep: () => ({ values: { kept: true }, action: "legacy.changed" }),
  separate: () => ({ values: { kept: true }, action: "legacy.separate" }),
  apply: (open) => {
    const email = betterOf(open);
    const newKey = emailKeyOf(email);
    const about = sql`about || '{"changed": 1}'::jsonb`;
    return { values: { email, emailKey: newKey, about }, action: "legacy.changed", newKey };
  },
  unlink: ({ madePerson }) => {
    if (madePerson) throw new Refusal("import_moved");
    return { values: { personId: null }, action: "legacy.changed" };
  },
};

/** Leaves an account out or takes it in again, keeps it as it is, or takes the better address. */
export async function markAccount(
  tx: RunTx,
  { accountId, mark }: z.output<typeof AccountMark>,
): Promise<void> {
  const open = await openAccount(tx, accountId);
  const { values, action, newKey } = marking[mark](open);
  await changeOpen(tx, open, values, newKey);
  note(tx, action, accountId, mark);
}
