import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import {
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
    stage: text().notNull().generatedAlwaysAs(firstReached),
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
    index("people_of_identity").on(t.identityId),
  ],
);

/** The key holds the tenant on both sides, because foreign keys ignore row-level security. */
export const toPerson = (t: { tenantId: AnyPgColumn; personId: AnyPgColumn }) =>
  foreignKey({ columns: [t.tenantId, t.personId], foreignColumns: [people.tenantId, people.id] });

export const personRoles = pgTable(
  "person_roles",
  { tenantId: tenantId(), personId: uuid().notNull(), roleId: uuid().notNull() },
  (t) => [
    ...withinTenant(),
    readByIdentity(sql`exists (select 1 from people p where p.tenant_id = person_roles.tenant_id
      and p.id = person_roles.person_id and p.identity_id = app.identity_id())`),
    primaryKey({ columns: [t.tenantId, t.personId, t.roleId] }),
    toPerson(t),
    foreignKey({ columns: [t.tenantId, t.roleId], foreignColumns: [roles.tenantId, roles.id] }),
    index("people_with_role").on(t.tenantId, t.roleId),
  ],
);

/** Kept by statement triggers on `people`, so that a total costs one small read at any size. */
export const peopleCounts = pgTable(
  "people_counts",
  { tenantId: tenantId(), stage: text().notNull(), people: integer().notNull() },
  (t) => [...withinTenant(), primaryKey({ columns: [t.tenantId, t.stage] })],
);
