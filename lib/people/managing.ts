import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import type { Permission } from "@/lib/access/permissions";
import { Refusal } from "@/lib/refusal";
import { isAbove } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import { isRestorable, restorableUntil } from "./leaving";
import type { RoleName } from "./listed-person";
import { lastStepOf } from "./undoable";

type Row = {
  id: string;
  name: string;
  email: string | null;
  has_account: boolean;
  has_second_step: boolean;
  has_offer: boolean;
  suspended_at: string | null;
  left_at: string | null;
  roles: (RoleName & { id: string })[];
};

const personSql = (personId: string) => sql`
  select p.id, p.name, p.email, p.identity_id is not null as has_account, p.suspended_at, p.left_at,
    coalesce(app.ways_in_of(p.id), 0) > 0 as has_second_step,
    exists (select 1 from invitations i where i.tenant_id = p.tenant_id and i.person_id = p.id
      and i.accepted_at is null and i.withdrawn_at is null and i.declined_at is null) as has_offer,
    (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'builtIn', r.built_in) order by r.name), '[]')
      from person_roles pr join roles r on r.tenant_id = pr.tenant_id and r.id = pr.role_id
      where pr.tenant_id = p.tenant_id and pr.person_id = p.id) as roles
  from people p where p.tenant_id = app.tenant_id() and p.id = ${personId}::uuid`;

type Standing = { isSelf: boolean; isAbove: boolean };

const isOver = ({ left_at }: Row) => left_at !== null && !isRestorable({ leftAt: new Date(left_at) });

/** What the reader may do to somebody now; nothing to who may do more, and nothing that would be refused anyway. */
function mayOf(held: ReadonlySet<Permission>, row: Row, { isSelf, isAbove }: Standing) {
  const reach = (permission: Permission) => !isAbove && held.has(permission);
  const other = (permission: Permission) => !isSelf && reach(permission);
  const isHere = row.left_at === null;
  const isSuspended = row.suspended_at !== null;
  return {
    identity: isHere,
    changeRoles: isHere && reach("people.changeRoles"),
    suspend: isHere && !isSuspended && other("people.suspend"),
    restore: isHere && isSuspended && other("people.suspend"),
    bringBack: !isHere && !isOver(row) && other("people.remove"),
    inviteAgain: isOver(row) && other("people.invite"),
    endSessions: isHere && row.has_account && other("people.endSessions"),
    remove: isHere && other("people.remove"),
  };
}

const managing = [
  "people.edit",
  "people.changeRoles",
  "people.suspend",
  "people.remove",
  "people.endSessions",
] as const;

/** Somebody as who manages them sees them: what may be done, and what can be undone. */
export async function managingOf(tx: TenantTx<"people.view">, personId: string) {
  const [row] = await tx.execute<Row>(personSql(personId));
  if (!row) throw new Refusal("not_found");
  const { permissions } = tx.actor;
  const standing = {
    isSelf: personId === tx.actor.personId,
    isAbove: await isAbove(tx, personId, permissions),
  };
  return {
    person: {
      id: row.id,
      name: row.name,
      email: row.email,
      roles: row.roles,
      hasAccount: row.has_account,
      hasSecondStep: row.has_second_step,
      hasOffer: row.has_offer,
      restorableUntil: row.left_at && restorableUntil(new Date(row.left_at)),
    },
    tenant: await ownTenant(tx),
    ...standing,
    /** Whether the reader manages people at all. */
    manages: managing.some((one) => permissions.has(one)),
    may: mayOf(permissions, row, standing),
    last: await lastStepOf(tx, personId),
  };
}
export type Managing = Awaited<ReturnType<typeof managingOf>>;
