import { sql } from "drizzle-orm";
import { boolean, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id, moment, readByIdentity, withPolicy } from "@/db/columns";

export type Application = { name: string; url: string };
/** Whom people ask; `address` has its lines, `text` says who answers and when. */
export type Contact = { address?: string; phone?: string; email?: string; text?: string };

export const tenants = pgTable(
  "tenants",
  {
    id: id(),
    slug: text().notNull(),
    companyCode: text().notNull(),
    companyCodeKey: text().notNull(),
    name: text().notNull(),
    contact: jsonb().$type<Contact>().notNull().default({}),
    language: text().$type<"en" | "nl">().notNull().default("en"),
    timeZone: text().notNull().default("Europe/Amsterdam"),
    policy: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    accent: text(),
    /** What its mails are signed with instead of its name, and where answers to them go. */
    mailName: text(),
    replyTo: text(),
    applications: jsonb().$type<Application[]>().notNull().default([]),
    invitesPerDay: integer().notNull().default(500),
    /** People invited from lists; set by whoever operates Portico. */
    importsPerDay: integer().notNull().default(50_000),
    /** When the old log-in stops, as people are told; until then only while the policy leaves it open. */
    oldSignInEndsAt: moment(),
    /** Whether who invited hears on Monday who stands still, and when the next such Monday begins. */
    weeklySummary: boolean().notNull().default(true),
    summaryAt: moment(),
    suspendedAt: moment(),
    createdAt: createdAt(),
  },
  (t) => [
    ...withPolicy(sql`id = app.tenant_id()`),
    readByIdentity(
      sql`exists (select 1 from people p where p.tenant_id = tenants.id and p.identity_id = app.identity_id())`,
    ),
    unique("one_tenant_per_slug").on(t.slug),
    unique("one_tenant_per_company_code").on(t.companyCodeKey),
  ],
);
