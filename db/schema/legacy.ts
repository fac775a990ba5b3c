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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { actingPersonId, bytes, createdAt, id, moment, tenantId, withinTenant } from "@/db/columns";
import { people } from "./people";
import { roles } from "./roles";

/** What a verdict tells: the other account, the person, the word of the old system. */
export type AboutAccount = Record<string, string | number>;

export type OldField =
  | "userName"
  | "office"
  | "name"
  | "firstName"
  | "infix"
  | "lastName"
  | "email"
  | "phone"
  | "active"
  | "role"
  | "hash"
  | "scheme"
  | "salt"
  | "totp";
/** Which column of a list says what, by its place from the left. */
export type OldColumns = Partial<Record<OldField, number>>;

/** What somebody said, or Portico found: where each field stands, and whether the first row names the columns. */
export type SaidColumns = { columns: OldColumns; hasNames: boolean };

/** What is shown to who is asked: of a column that may hold something secret no value. */
export type AskedColumns = SaidColumns & { shown: { name: string; values: string[] | null }[] };

/** One list of old accounts that was read; its rows are judged by a job, and go on after a crash. */
export const legacyImports = pgTable(
  "legacy_imports",
  {
    id: id(),
    tenantId: tenantId(),
    /** None when the operator's command read it. */
    madeBy: actingPersonId(),
    channel: text().$type<"upload" | "paste" | "operator">().notNull(),
    /** What the company calls the old system. */
    source: text().notNull(),
    /** Only shown. */
    fileName: text(),
    rows: integer().notNull().default(0),
    /** Columns of the list that say nothing Portico knows; only shown. */
    ignored: text().array().notNull().default([]),
    /** Of its first row, as a keyed hash: another list that begins so is read the same way. */
    namesKey: text(),
    /** Only while somebody is asked which column says what. */
    asked: jsonb().$type<AskedColumns>(),
    /** What was answered. */
    said: jsonb().$type<SaidColumns>(),
    saidAt: moment(),
    state: text()
      .$type<"reading" | "asking" | "checking" | "done" | "failed" | "left">()
      .notNull()
      .default("reading"),
    createdAt: createdAt(),
    finishedAt: moment(),
  },
  (t) => [
    ...withinTenant(),
    unique("legacy_imports_within_tenant").on(t.tenantId, t.id),
    foreignKey({ columns: [t.tenantId, t.madeBy], foreignColumns: [people.tenantId, people.id] }),
    index("legacy_imports_by_creation").on(t.tenantId, t.createdAt),
    index("legacy_imports_going_on").on(t.tenantId).where(sql`state in ('reading', 'checking')`),
    index("legacy_imports_by_names").on(t.tenantId, t.namesKey, t.saidAt).where(sql`said is not null`),
  ],
);

/** Rows of a list that waits for somebody to say which column says what; gone as soon as they are taken in. */
export const legacyParts = pgTable(
  "legacy_parts",
  {
    tenantId: tenantId(),
    importId: uuid().notNull(),
    part: integer().notNull(),
    rows: integer().notNull(),
    /** The cells as they were given, bound to this part; no tenant's door reads them. */
    sealed: text().notNull(),
  },
  (t) => [
    ...withinTenant(),
    primaryKey({ columns: [t.tenantId, t.importId, t.part] }),
    foreignKey({
      columns: [t.tenantId, t.importId],
      foreignColumns: [legacyImports.tenantId, legacyImports.id],
    }),
  ],
);

type Standing = "moved" | "left_out" | "sent" | "ready" | "waits";

/** First that holds; only `ready` can be moved by a wave. */
const standing = sql`case
  when moved_at is not null then 'moved'
  when left_out_at is not null then 'left_out'
  when sent_at is not null then 'sent'
  when verdict = 'ready' then 'ready'
  else 'waits'
end`;

/** An account of the tenant's old system. A sound one has its person; a faulty one waits here only. */
export const legacyAccounts = pgTable(
  "legacy_accounts",
  {
    id: id(),
    tenantId: tenantId(),
    importId: uuid().notNull(),
    /** In the list it came from. */
    line: integer().notNull(),
    source: text().notNull(),
    office: text().notNull().default(""),
    oldUserName: text().notNull(),
    oldUserNameKey: text().notNull(),
    name: text().notNull().default(""),
    /** As given, or as mended since. */
    email: text().notNull().default(""),
    emailKey: text(),
    phone: text(),
    isActive: boolean().notNull().default(true),
    /** The old system's word; what it means here is said once for all in `legacy_roles`. */
    roleText: text(),
    roleKey: text(),
    hashScheme: text(),
    /** The old password's hash, bound to this row; gone when the account has moved. */
    sealedHash: text(),
    /** The key of the old second step: asked for at the old door, never carried over. */
    sealedTotp: text(),
    /** Moved although it looks wrong: a shared mailbox, an account that was switched off. */
    kept: boolean().notNull().default(false),
    verdict: text().notNull().default("unread"),
    about: jsonb().$type<AboutAccount>().notNull().default({}),
    personId: uuid(),
    /** The person was made from this account, not found. */
    madePerson: boolean().notNull().default(false),
    leftOutAt: moment(),
    leftOutWhy: text().$type<"by_hand" | "separate" | "together">(),
    /** When the mail of a wave or of the dialog went into the outbox. */
    sentAt: moment(),
    movedAt: moment(),
    movedBy: text().$type<"mail" | "access_key" | "linked">(),
    /** Its old way in was closed for this one alone. */
    closedAt: moment(),
    createdAt: createdAt(),
    standing: text().$type<Standing>().notNull().generatedAlwaysAs(standing),
  },
  (t) => [
    ...withinTenant(),
    unique("legacy_accounts_within_tenant").on(t.tenantId, t.id),
    unique("one_legacy_account_per_name").on(t.tenantId, t.source, t.office, t.oldUserNameKey),
    foreignKey({
      columns: [t.tenantId, t.importId],
      foreignColumns: [legacyImports.tenantId, legacyImports.id],
    }),
    foreignKey({ columns: [t.tenantId, t.personId], foreignColumns: [people.tenantId, people.id] }),
    // The old door names no system: user name and office find it.
    index("legacy_accounts_by_user_name").on(t.tenantId, t.oldUserNameKey, t.office),
    index("legacy_accounts_by_address").on(t.tenantId, t.emailKey).where(sql`email_key is not null`),
    index("legacy_accounts_by_name").on(t.tenantId, t.name, t.id),
    index("legacy_accounts_by_standing").on(t.tenantId, t.standing, t.name, t.id),
    index("legacy_accounts_by_verdict").on(t.tenantId, t.verdict, t.name, t.id),
    index("legacy_accounts_by_office").on(t.tenantId, t.office, t.standing, t.name, t.id),
    index("legacy_accounts_by_role").on(t.tenantId, t.roleKey).where(sql`role_key is not null`),
    index("legacy_accounts_of_person").on(t.tenantId, t.personId).where(sql`person_id is not null`),
    index("legacy_accounts_of_import").on(t.tenantId, t.importId, t.verdict, t.line),
    index("legacy_accounts_left_out_together")
      .on(t.tenantId, t.leftOutAt)
      .where(sql`left_out_why = 'together'`),
    index("legacy_accounts_shut_with_secrets")
      .on(t.tenantId, t.id)
      .where(
        sql`(left_out_at is not null or closed_at is not null) and (sealed_hash is not null or sealed_totp is not null)`,
      ),
  ],
);

/** What a role of the old system is here. */
export const legacyRoles = pgTable(
  "legacy_roles",
  { tenantId: tenantId(), roleKey: text().notNull(), roleText: text().notNull(), roleId: uuid().notNull() },
  (t) => [
    ...withinTenant(),
    primaryKey({ columns: [t.tenantId, t.roleKey, t.roleId] }),
    foreignKey({ columns: [t.tenantId, t.roleId], foreignColumns: [roles.tenantId, roles.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** Kept by a statement trigger on `legacy_accounts`: numbers per office cost one small read at any size. */
export const legacyCounts = pgTable(
  "legacy_counts",
  {
    tenantId: tenantId(),
    office: text().notNull(),
    standing: text().notNull(),
    verdict: text().notNull(),
    accounts: integer().notNull(),
  },
  (t) => [...withinTenant(), primaryKey({ columns: [t.tenantId, t.office, t.standing, t.verdict] })],
);

export type WaveState =
  | "planned"
  | "running"
  | "paused"
  | "done"
  | "rolling_back"
  | "rolled_back"
  | "cancelled";

/** Which accounts a wave was chosen by; both empty means all that are ready. */
export type WaveChoice = { office?: string; source?: string; search?: string; accountIds?: string[] };

/** One run that moves chosen legacy accounts. */
export const waves = pgTable(
  "waves",
  {
    id: id(),
    tenantId: tenantId(),
    /** 1, 2, 3 within the tenant. */
    number: integer().notNull(),
    name: text().notNull().default(""),
    choice: jsonb().$type<WaveChoice>().notNull(),
    language: text().$type<"en" | "nl">().notNull(),
    note: text(),
    state: text().$type<WaveState>().notNull().default("planned"),
    accounts: integer().notNull(),
    madeBy: actingPersonId().notNull(),
    createdAt: createdAt(),
    /** When a job starts it; none when somebody does. */
    plannedFor: moment(),
    /** When its first notices went out: two weeks and three days ahead. */
    noticedAt: moment(),
    noticedAgainAt: moment(),
    startedAt: moment(),
    startedBy: uuid(),
    /** Why it stands still, when nobody paused it. */
    stoppedWhy: text(),
    finishedAt: moment(),
    rolledBackAt: moment(),
  },
  (t) => [
    ...withinTenant(),
    unique("waves_within_tenant").on(t.tenantId, t.id),
    unique("one_wave_per_number").on(t.tenantId, t.number),
    foreignKey({ columns: [t.tenantId, t.madeBy], foreignColumns: [people.tenantId, people.id] }),
    foreignKey({ columns: [t.tenantId, t.startedBy], foreignColumns: [people.tenantId, people.id] }),
    index("waves_going_on").on(t.tenantId).where(sql`state in ('running', 'rolling_back')`),
    index("waves_planned").on(t.plannedFor).where(sql`state = 'planned' and planned_for is not null`),
  ],
);

/** What will become of one account: what the dry run says, and the run does. */
export type MovePlan =
  | { outcome: "invite"; personId: string; email: string; language: "en" | "nl" }
  | { outcome: "link"; personId: string }
  | { outcome: "skip"; reason: string };

/** The person and the account as they were, to put back. */
export type Before = { person: Record<string, unknown>; roleIds: string[]; account: Record<string, unknown> };

type WaveAccountState = "todo" | "sent" | "linked" | "skipped" | "failed" | "rolled_back" | "reverted";

/** What became of an account, as it is counted and shown; the first that holds. */
export const fates = [
  "todo",
  "waits",
  "stays",
  "sent",
  "activated",
  "bounced",
  "linked",
  "needs",
  "failed",
  "back",
] as const;
export type Fate = (typeof fates)[number];

/** One of these waits for somebody, unless nobody needs to do anything about its reason. */
const fate = sql`case
  when state = 'todo' and standing = 'ready' then 'todo'
  when state = 'todo' and standing = 'waits' then 'waits'
  when state = 'todo' then 'stays'
  when state = 'sent' and standing = 'moved' then 'activated'
  when state = 'sent' and bounced then 'bounced'
  when state in ('sent', 'linked', 'failed') then state
  when state = 'skipped' and reason in ('moved', 'left_out', 'sent', 'invited', 'other_wave', 'suspended', 'left', 'cancelled')
    then 'stays'
  when state = 'skipped' then 'needs'
  else 'back'
end`;

export const waveAccounts = pgTable(
  "wave_accounts",
  {
    tenantId: tenantId(),
    waveId: uuid().notNull(),
    accountId: uuid().notNull(),
    /** 1, 2, 3 within the wave, by the names as they were when it was made: in this order it is moved and shown. */
    place: integer().notNull().default(0),
    state: text().$type<WaveAccountState>().notNull().default("todo"),
    /** Why it was skipped, failed or reverted. */
    reason: text(),
    personId: uuid(),
    invitationId: uuid(),
    before: jsonb().$type<Before>(),
    doneAt: moment(),
    /** Notices before a planned date: two weeks and three days ahead. */
    noticedAt: moment(),
    noticedAgainAt: moment(),
    /** The account's own, kept by a trigger on it. */
    standing: text().$type<Standing>().notNull().default("ready"),
    /** Whether its old password could be read; kept by the same. */
    hashed: boolean().notNull().default(false),
    /** Whether the mail came back, while it is out; kept by a trigger on people. */
    bounced: boolean().notNull().default(false),
    fate: text().$type<Fate>().notNull().generatedAlwaysAs(fate),
  },
  (t) => [
    ...withinTenant(),
    primaryKey({ columns: [t.tenantId, t.waveId, t.accountId] }),
    foreignKey({ columns: [t.tenantId, t.waveId], foreignColumns: [waves.tenantId, waves.id] }).onDelete(
      "cascade",
    ),
    foreignKey({
      columns: [t.tenantId, t.accountId],
      foreignColumns: [legacyAccounts.tenantId, legacyAccounts.id],
    }),
    uniqueIndex("one_open_wave_per_account")
      .on(t.tenantId, t.accountId)
      .where(sql`state in ('todo', 'sent')`),
    index("wave_accounts_by_state").on(t.tenantId, t.waveId, t.state, t.place),
    index("wave_accounts_by_fate").on(t.tenantId, t.waveId, t.fate, t.place),
    index("waves_of_account").on(t.tenantId, t.accountId),
    index("wave_mails_of_person").on(t.tenantId, t.personId).where(sql`state = 'sent'`),
  ],
);

/** Kept by a statement trigger on `wave_accounts`: the page of a wave costs the same at any size. */
export const waveCounts = pgTable(
  "wave_counts",
  {
    tenantId: tenantId(),
    waveId: uuid().notNull(),
    fate: text().$type<Fate>().notNull(),
    accounts: integer().notNull(),
    /** Of these, those whose old password could be read. */
    hashed: integer().notNull(),
  },
  (t) => [...withinTenant(), primaryKey({ columns: [t.tenantId, t.waveId, t.fate] })],
);

/** Somebody who gave their old user name and password, on the way to a new account; an hour, in one browser. */
export const accessKeys = pgTable(
  "access_keys",
  {
    id: id(),
    tenantId: tenantId(),
    accountId: uuid().notNull(),
    /** Of the secret in this browser's cookie. */
    hash: bytes().notNull(),
    ref: text().notNull(),
    /** Of the code in the mail that proves the mailbox. */
    codeHash: text().notNull(),
    /** The old password in today's hashing, where the new rule allows to keep it. */
    sealedPassword: text(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    provedAt: moment(),
    spentAt: moment(),
    endedAt: moment(),
  },
  (t) => [
    ...withinTenant(),
    unique("one_access_key_per_hash").on(t.hash),
    unique("one_access_key_per_ref").on(t.ref),
    foreignKey({
      columns: [t.tenantId, t.accountId],
      foreignColumns: [legacyAccounts.tenantId, legacyAccounts.id],
    }),
    index("access_keys_of_account").on(t.tenantId, t.accountId),
    index("access_keys_by_expiry").on(t.expiresAt),
  ],
);
