import { sql } from "drizzle-orm";
import { pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id, readByIdentity, tenantId, withinTenant } from "@/db/columns";
import { tenants } from "./tenants";

export const roles = pgTable(
  "roles",
  {
    id: id(),
    tenantId: tenantId().references(() => tenants.id),
    name: text().notNull(),
    builtIn: text().$type<"owner" | "administrator" | "manager" | "member">(),
    permissions: text().array().notNull().default([]),
    createdAt: createdAt(),
  },
  (t) => [
    ...withinTenant(),
    readByIdentity(
      sql`exists (select 1 from people p where p.tenant_id = roles.tenant_id and p.identity_id = app.identity_id())`,
    ),
    unique("roles_within_tenant").on(t.tenantId, t.id),
    unique("one_role_per_name").on(t.tenantId, t.name),
    unique("one_role_per_built_in").on(t.tenantId, t.builtIn),
  ],
);
