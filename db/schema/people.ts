import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import {
  actingPersonId,
  createdAt,
  id,
  moment,
  readByIdentity,
  tenantId,
  withinTenant,
  withinTenantOrIdentity,
} from "@/db/columns";
import { identities } from "./identities";
import { roles } from "./roles";
import { tenants } from "./tenants";

/** "First that holds" of the statuses; Expired is `invited` past its date, which only `now` can tell. */
const firstReached = sql`case
  when left_at is not null then 'left'
  when suspended_at is not null then 'suspended'
  when active_at is not null then 'active'
  when account_at is not null then 'started'
  when bounced_at is not null then 'bounced'
  when invited_at is not null then 'invited'
  else 'not_invited'
end`;

const searched = sql`lower((name || ' ' || coalesce(email, '') || ' ' || coalesce(user_name, '')) collate "und-x-icu")`;

/** The first gate not passed yet, for who is on the way in: `passageOf` says the same. Bounced is told apart. */
const waitsAt = sql`case
  when left_at is not null or suspended_at is not null or active_at is not null then null
  when account_at is not null and second_step_at is not null then 'active'
  when account_at is not null then 'second_step'
  when bounced_at is not null then 'bounced'
  when invited_at is null then null
  when opened_at is not null then 'account'
  when sent_at is null then 'sent'
  when delivered_at is null then 'delivered'
  else 'opened'
end`;

/** When the gate before it was passed. */
const waitsSince = sql`case
  when left_at is not null or suspended_at is not null or active_at is not null then null
  when account_at is not null then coalesce(second_step_at, account_at)
  when bounced_at is not null then bounced_at
  when invited_at is null then null
  else coalesce(opened_at, delivered_at, sent_at, invited_at)
end`;

/** What whoever has an account proves themselves with besides the password. */
const coveredBy = sql`case
  when account_at is null or left_at is not null then null
  when has_passkey then 'passkey'
  when has_second_step then 'app'
  else 'none'
end`;

/** Only somebody with an account can have one; `waiting` is asked for it before they come in. */
const secondStep = sql`case
  when has_second_step then 'has'
  when account_at is null then null
  when active_at is null and suspended_at is null and left_at is null and second_step_at is null then 'waiting'
  else 'none'
end`;

/** Has a date for the second step, and no second step; whether it has passed only `now` can tell. */
export const lateForSecondStep = sql`second_step_due_at is not null and not has_second_step and account_at is not null
  and left_at is null and suspended_at is null`;

export const people = pgTable(
  "people",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    name: text().notNull(),
    email: text(),
    emailKey: text(),
    userName: text(),
    userNameKey: text(),
    phone: text(),
    note: text(),
    language: text().$type<"en" | "nl">(),
    identityId: uuid().references(() => identities.id),
    invitedAt: moment(),
    expiresAt: moment(),
    sentAt: moment(),
    deliveredAt: moment(),
    openedAt: moment(),
    bouncedAt: moment(),
    accountAt: moment(),
    secondStepAt: moment(),
    activeAt: moment(),
    /** By when a second step must be there after a change of policy; signing in again does not renew it. */
    secondStepDueAt: moment(),
    suspendedAt: moment(),
    leftAt: moment(),
    createdAt: createdAt(),
    /** Who made the row, or the last offer: kept by a trigger on `invitations`. */
    invitedBy: actingPersonId(),
    /** Kept by triggers on what an identity proves itself with. */
    hasSecondStep: boolean().notNull().default(false),
    hasPasskey: boolean().notNull().default(false),
    secondStep: text().$type<"has" | "waiting" | "none">().generatedAlwaysAs(secondStep),
    coveredBy: text().$type<"passkey" | "app" | "none">().generatedAlwaysAs(coveredBy),
    stage: text().notNull().generatedAlwaysAs(firstReached),
    waitsAt: text().generatedAlwaysAs(waitsAt),
    waitsSince: moment().generatedAlwaysAs(waitsSince),
    searched: text().notNull().generatedAlwaysAs(searched),
  },
  (t) => [
    ...withinTenantOrIdentity(),
    unique("people_within_tenant").on(t.tenantId, t.id),
    unique("one_person_per_address").on(t.tenantId, t.emailKey),
    unique("one_person_per_user_name").on(t.tenantId, t.userNameKey),
    unique("one_person_per_identity").on(t.tenantId, t.identityId),
    index("people_by_name").on(t.tenantId, t.name, t.id),
    index("people_by_creation").on(t.tenantId, t.createdAt, t.id),
    index("people_by_stage").on(t.tenantId, t.stage, t.name, t.id),
    index("people_by_expiry").on(t.tenantId, t.stage, t.expiresAt),
    index("people_by_second_step")
      .on(t.tenantId, t.secondStep, t.stage, t.name, t.id)
      .where(sql`second_step is not null`),
    index("people_by_inviter")
      .on(t.tenantId, t.invitedBy, t.stage, t.name, t.id)
      .where(sql`invited_by is not null`),
    index("people_waiting").on(t.tenantId, t.waitsAt, t.waitsSince, t.id).where(sql`waits_at is not null`),
    index("people_by_arrival").on(t.tenantId, t.activeAt).where(sql`active_at is not null`),
    index("people_covered").on(t.tenantId, t.coveredBy, t.accountAt, t.id).where(sql`covered_by is not null`),
    index("people_late").on(t.tenantId, t.secondStepDueAt, t.id).where(lateForSecondStep),
    index("people_of_identity").on(t.identityId),
  ],
);

/** The key holds the tenant on both sides, because foreign keys ignore row-level security. */
export const toPerson = (t: { tenantId: AnyPgColumn; personId: AnyPgColumn }) =>
  foreignKey({ columns: [t.tenantId, t.personId], foreignColumns: [people.tenantId, people.id] });

export const personRoles = pgTable(
  "person_roles",
  {
    tenantId: tenantId(),
    personId: uuid().notNull(),
    roleId: uuid().notNull(),
    /** As on the person, kept by triggers: the people with a role are a list with an index of its own. */
    stage: text().notNull().default("not_invited"),
    name: text().notNull().default(""),
  },
  (t) => [
    ...withinTenant(),
    readByIdentity(sql`exists (select 1 from people p where p.tenant_id = person_roles.tenant_id
      and p.id = person_roles.person_id and p.identity_id = app.identity_id())`),
    primaryKey({ columns: [t.tenantId, t.personId, t.roleId] }),
    toPerson(t),
    foreignKey({ columns: [t.tenantId, t.roleId], foreignColumns: [roles.tenantId, roles.id] }),
    index("people_with_role").on(t.tenantId, t.roleId, t.stage, t.name, t.personId),
  ],
);

/** Kept by statement triggers on `people`, so that a total costs one small read at any size. */
export const peopleCounts = pgTable(
  "people_counts",
  { tenantId: tenantId(), stage: text().notNull(), people: integer().notNull() },
  (t) => [...withinTenant(), primaryKey({ columns: [t.tenantId, t.stage] })],
);

/** How many wait at which gate, kept the same way: bars of a company of any size cost one small read. */
export const gateCounts = pgTable(
  "gate_counts",
  { tenantId: tenantId(), gate: text().notNull(), people: integer().notNull() },
  (t) => [...withinTenant(), primaryKey({ columns: [t.tenantId, t.gate] })],
);

/** And how many are covered by what. */
export const coverCounts = pgTable(
  "cover_counts",
  { tenantId: tenantId(), coveredBy: text().notNull(), people: integer().notNull() },
  (t) => [...withinTenant(), primaryKey({ columns: [t.tenantId, t.coveredBy] })],
);

/** The same for each role, kept by statement triggers on `person_roles`. */
export const roleCounts = pgTable(
  "role_counts",
  { tenantId: tenantId(), roleId: uuid().notNull(), stage: text().notNull(), people: integer().notNull() },
  (t) => [...withinTenant(), primaryKey({ columns: [t.tenantId, t.roleId, t.stage] })],
);
