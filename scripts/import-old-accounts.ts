import { createReadStream, createWriteStream } from "node:fs";
import { basename, join } from "node:path";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, lookUp, withSystem } from "@/lib/access/doors";
import { CSV_MARK, csvRows } from "@/lib/imports/csv";
import { textOf } from "@/lib/imports/decode";
import { type SaidColumns, unusedOf } from "@/lib/migration/columns";
import { sayingOf, surely } from "@/lib/migration/columns-in-words";
import { knownColumnsOf, namesKeyOf } from "@/lib/migration/known-columns";
import type { OldRow } from "@/lib/migration/old-row";
import { type Cells, type OldSheet, oldRowsOf, openOldSheet } from "@/lib/migration/read-old-list";
import type { TakenIn } from "@/lib/migration/store-rows";
import { beginList, endList, inParts, takeInPart } from "@/lib/migration/take-in";

/** `columns`: what was said of some, each as "LOGIN=user name". */
export type OldSource = { tenant: string; source: string; columns?: readonly string[] } & (
  | { file: string }
  | { database: string; table: string }
);

const AT_ONCE = 1000;

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (Buffer.isBuffer(value)) return value.toString("base64");
  return value instanceof Date ? value.toISOString() : String(value);
};

const LOOKED_AT = 50;

/** A table of another database, a thousand rows at a time; the names of its columns stand above it. */
async function sheetFrom(db: postgres.Sql, table: string): Promise<OldSheet> {
  const seen = await db`select * from ${db(table)} limit ${LOOKED_AT}`;
  const first = Object.keys(seen[0] ?? {});
  const cellsOf = (row: postgres.Row) => first.map((name) => cellOf(row[name]));
  async function* parts(): AsyncGenerator<Cells[]> {
    let line = 0;
    yield [{ line, cells: first }];
    for await (const rows of db`select * from ${db(table)}`.cursor(AT_ONCE))
      yield rows.map((row) => ({ line: ++line, cells: cellsOf(row) }));
  }
  return { first, sample: seen.map(cellsOf), parts: parts() };
}

async function tenantIdOf(slug: string): Promise<string> {
  const [found] = await lookUp("import old accounts", (db) =>
    db.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, slug)),
  );
  if (!found) throw new Error(`There is no tenant "${slug}".`);
  return found.id;
}

type Totals = { rows: number; added: number; changed: number; same: number; left: number; refused: number };

const within = <T>(tenantId: string, work: Parameters<typeof withSystem<T>>[1]) =>
  withSystem("import old accounts", async (tx) => {
    await enterTenant(tx, tenantId);
    return work(tx);
  });

/** Refused rows go into a list beside it, each with its reason, as they come. */
function refusals(path: string) {
  const out = createWriteStream(path);
  out.write(CSV_MARK + csvRows([["Line", "UserName", "Office", "Reason"]]));
  return {
    note: (part: readonly OldRow[], lines: readonly number[], reason: string) => {
      const wanted = new Set(lines);
      const rows = part.filter(({ line }) => wanted.has(line));
      out.write(csvRows(rows.map((row) => [String(row.line), row.oldUserName, row.office, reason])));
    },
    end: () => new Promise<void>((resolve) => out.end(resolve)),
  };
}

const refused = {
  noUserName: "No user name, or one longer than 64 characters or with signs that cannot be shown",
  twice: "This user name stands twice in this list for this office; its first row counts",
};

const nothing: Totals = { rows: 0, added: 0, changed: 0, same: 0, left: 0, refused: 0 };

const plus = (totals: Totals, rows: number, taken: TakenIn): Totals => ({
  rows: totals.rows + rows,
  added: totals.added + taken.added,
  changed: totals.changed + taken.changed,
  same: totals.same + taken.same,
  left: totals.left + taken.left,
  refused: totals.refused + taken.noUserName.length + taken.twice.length,
});

async function* partsOf(sheet: OldSheet, said: SaidColumns) {
  for await (const read of oldRowsOf(sheet, said)) yield* inParts(read);
}

/** What was said in the command, else what somebody said of such a list before, else what the columns are called. */
async function columnsOf(tenantId: string, { first, sample }: OldSheet, saying: readonly string[]) {
  if (saying.length > 0) return surely(first, sample, sayingOf(first, saying));
  const known = await within(tenantId, (tx) => knownColumnsOf(tx, namesKeyOf(first)));
  return known ?? surely(first, sample);
}

async function takeIn(of: OldSource, sheet: OldSheet, path: string): Promise<Totals> {
  const tenantId = await tenantIdOf(of.tenant);
  const { source, columns: saying = [] } = of;
  const said = await columnsOf(tenantId, sheet, saying);
  const about = {
    channel: "operator",
    source,
    fileName: "file" in of ? basename(of.file) : of.table,
    ignored: unusedOf(sheet.first, said),
    ...(saying.length > 0 && { namesKey: namesKeyOf(sheet.first), said }),
  } as const;
  const importId = await within(tenantId, (tx) => beginList(tx, about));
  const beside = refusals(path);
  let totals = nothing;
  for await (const part of partsOf(sheet, said)) {
    const taken = await within(tenantId, (tx) => takeInPart(tx, { importId, source }, part));
    beside.note(part, taken.noUserName, refused.noUserName);
    beside.note(part, taken.twice, refused.twice);
    totals = plus(totals, part.length, taken);
  }
  await within(tenantId, (tx) => endList(tx, tenantId, importId));
  await beside.end();
  return totals;
}

const fromFile = async (of: Extract<OldSource, { file: string }>, path: string) =>
  takeIn(of, await openOldSheet(textOf(createReadStream(of.file), Number.POSITIVE_INFINITY)), path);

async function fromDatabase(of: Extract<OldSource, { database: string }>, path: string) {
  const db = postgres(of.database, { max: 1, onnotice: () => undefined });
  try {
    return await takeIn(of, await sheetFrom(db, of.table), path);
  } finally {
    await db.end();
  }
}

/** Takes in a list of old accounts of any length; the worker checks it from there. */
export async function importOldAccounts(
  of: OldSource,
  folder = ".",
): Promise<Totals & { seconds: number; path: string }> {
  const begun = performance.now();
  const path = "file" in of ? `${of.file}.refused.csv` : join(folder, `${of.table}.refused.csv`);
  const totals = await ("file" in of ? fromFile(of, path) : fromDatabase(of, path));
  return { ...totals, seconds: (performance.now() - begun) / 1000, path };
}
