import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { actingPersonId, bytes, createdAt, id, moment, tenantId, withinTenant } from "@/db/columns";
import { invitations } from "./invitations";
import { people } from "./people";

export type ImportState = "review" | "running" | "paused" | "cancelled" | "done";

/** Which column says what, counted from 0. */
export type Mapping = Partial<
  Record<"email" | "name" | "firstName" | "infix" | "lastName" | "userName" | "role" | "language", number>
>;

/** What a verdict tells: the other line, the better address, who has it. */
export type About = Record<string, string | number>;

/** Several invitations on their way from a list of somebody's. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    tenantId: tenantId(),
    madeBy: actingPersonId().notNull(),
    source: text().$type<"paste" | "file">().notNull(),
    /** Only shown. */
    fileName: text(),
    headers: text().array(),
    separator: text(),
    mapping: jsonb().$type<Mapping>().notNull(),
    rows: integer().notNull(),
    state: text().$type<ImportState>().notNull().default("review"),
    language: text().$type<"en" | "nl">().notNull(),
    /** For rows that name no role. */
    roleIds: uuid().array().notNull().default([]),
    /** How many days the invitations work; none for the company's own number. */
    days: integer(),
    /** Somebody's own words, for all of them. */
    note: text(),
    contentHash: bytes().notNull(),
    createdAt: createdAt(),
    startedAt: moment(),
    startedBy: uuid(),
    /** Why it stands still, when nobody paused it. */
    stoppedWhy: text(),
    finishedAt: moment(),
    /** How many were to be invited when it began, and how many of them have had their turn. */
    ready: integer().notNull().default(0),
    done: integer().notNull().default(0),
    /** At the end: rows that somebody has to correct. */
    toFix: integer().notNull().default(0),
  },
  (t) => [
    ...withinTenant(),
    unique("imports_within_tenant").on(t.tenantId, t.id),
    foreignKey({ columns: [t.tenantId, t.madeBy], foreignColumns: [people.tenantId, people.id] }),
    foreignKey({ columns: [t.tenantId, t.startedBy], foreignColumns: [people.tenantId, people.id] }),
    index("imports_by_creation").on(t.tenantId, t.createdAt),
    index("imports_running").on(t.tenantId).where(sql`state = 'running'`),
  ],
);

/** One line of the list. Its words go 30 days after the end. */
export const importRows = pgTable(
  "import_rows",
  {
    tenantId: tenantId(),
    importId: uuid().notNull(),
    line: integer().notNull(),
    /** The cells as they were typed. */
    given: jsonb().$type<string[]>().notNull(),
    email: text().notNull().default(""),
    emailKey: text(),
    name: text().notNull().default(""),
    userName: text(),
    userNameKey: text(),
    roleText: text(),
    language: text().$type<"en" | "nl">(),
    roleIds: uuid().array().notNull().default([]),
    /** A cell is longer than anything that is looked for. */
    isLarge: boolean().notNull().default(false),
    /** Sent as typed although it looks wrong. */
    kept: boolean().notNull().default(false),
    leftOut: boolean().notNull().default(false),
    verdict: text().notNull().default("unread"),
    about: jsonb().$type<About>().notNull().default({}),
    doneAt: moment(),
    invitationId: uuid(),
    /** Why nothing was sent after all. */
    reason: text(),
  },
  (t) => [
    ...withinTenant(),
    primaryKey({ columns: [t.tenantId, t.importId, t.line] }),
    foreignKey({
      columns: [t.tenantId, t.importId],
      foreignColumns: [imports.tenantId, imports.id],
    }).onDelete("cascade"),
    foreignKey({
      columns: [t.tenantId, t.invitationId],
      foreignColumns: [invitations.tenantId, invitations.id],
    }),
    index("import_rows_by_address").on(t.tenantId, t.importId, t.emailKey),
    index("import_rows_by_verdict").on(t.tenantId, t.importId, t.verdict, t.line),
  ],
);
