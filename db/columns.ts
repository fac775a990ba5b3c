import { sql } from "drizzle-orm";
import { customType, pgPolicy, pgRole, timestamp, uuid } from "drizzle-orm/pg-core";

export const appRole = pgRole("portico_app").existing();
export const systemRole = pgRole("portico_system").existing();
export const definerRole = pgRole("portico_definer").existing();

export const id = () => uuid().primaryKey().default(sql`gen_random_uuid()`);
export const moment = () => timestamp({ withTimezone: true });
export const createdAt = () => moment().notNull().default(sql`clock_timestamp()`);
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Filled in by the database from the open door, so no insert ever names a tenant. */
export const tenantId = () => uuid().notNull().default(sql`app.tenant_id()`);
export const actingPersonId = () => uuid().default(sql`app.person_id()`);
export const ownIdentityId = () => uuid().notNull().default(sql`app.identity_id()`);

const all = sql`true`;

/** The system door's rows are picked by its verbs; the definer's few functions pick their own. */
const systemPolicies = () => [
  pgPolicy("system", { to: systemRole, using: all, withCheck: all }),
  pgPolicy("definer", { to: definerRole, using: all, withCheck: all }),
];

const policies = (mine: ReturnType<typeof sql>) => [
  pgPolicy("within_door", { to: appRole, using: mine, withCheck: mine }),
  ...systemPolicies(),
];

export const withinTenant = () => policies(sql`tenant_id = app.tenant_id()`);

/** Written as two doors that cannot be open at once: a policy must not unite them. */
export const withinTenantOrIdentity = () =>
  policies(sql`tenant_id = app.tenant_id() or (app.tenant_id() is null and identity_id = app.identity_id())`);

export const ofIdentity = () => policies(sql`app.tenant_id() is null and identity_id = app.identity_id()`);

/** For an identity in no tenant's door, to read and no more. */
export const readByIdentity = (own: ReturnType<typeof sql>) =>
  pgPolicy("own_to_read", { for: "select", to: appRole, using: sql`app.tenant_id() is null and (${own})` });

export const withPolicy = policies;
export const systemOnly = systemPolicies;
