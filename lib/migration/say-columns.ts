import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type AskedColumns, legacyImports, type SaidColumns } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { MOST_ASKED } from "./asked-columns";
import type { CheckTx } from "./check-batch";
import { fields, type OldColumns, unusedOf } from "./columns";
import { enqueueCheck } from "./enqueue-check";
import { eraseParts } from "./kept-parts";
import type { ListChoice } from "./lists";
import { countRows, MOST_IGNORED } from "./take-in";

type RunTx = TenantTx<"migration.run">;

/** The name of the field that says what the column at this place is. */
export const columnField = (at: number) => `column-${at}`;

const field = z.enum(fields, "not_understood").optional();
const places = Array.from({ length: MOST_ASKED }, (_, at) => at);

/** Which field each column holds; one that is not said is not used. */
export const ColumnsSaid = z.strictObject({
  importId: z.uuid("not_found"),
  firstIsAccount: z.literal("yes", "not_understood").optional(),
  ...Object.fromEntries(places.map((at) => [columnField(at), field])),
});

/** The row of names is counted as one until it is known to be none. */
const namesIn = ({ hasNames }: SaidColumns) => (hasNames ? 1 : 0);

/** All rows are kept: from here on somebody is asked. */
export async function askColumns(tx: CheckTx, importId: string, asked: AskedColumns): Promise<void> {
  await countRows(tx, importId, -namesIn(asked));
  await tx
    .update(legacyImports)
    .set({ state: "asking", asked })
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyImports.id, importId)));
  record(tx, { action: "legacy.imported", subjectId: importId, details: { isAsking: true } });
}

async function askedOf(tx: RunTx, importId: string): Promise<AskedColumns> {
  const [found] = await tx
    .select({ asked: legacyImports.asked, state: legacyImports.state })
    .from(legacyImports)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyImports.id, importId)));
  if (!found) throw new Refusal("not_found");
  if (found.state !== "asking" || !found.asked) throw new Refusal("import_moved");
  return found.asked;
}

function saidIn(said: z.output<typeof ColumnsSaid>, width: number): OldColumns {
  const columns: OldColumns = {};
  for (const at of places.slice(0, width)) {
    const one = field.parse(said[columnField(at) as keyof typeof said]);
    if (one === undefined) continue;
    if (columns[one] !== undefined) throw new Refusal("column_twice", {}, columnField(at));
    columns[one] = at;
  }
  if (columns.userName === undefined) throw new Refusal("columns_no_user_name");
  return columns;
}

/** The columns are settled: a job takes the rows in, in the name of who said so, and lists that begin so are known. */
export async function sayColumns(tx: RunTx, input: z.output<typeof ColumnsSaid>): Promise<void> {
  const { importId } = input;
  const asked = await askedOf(tx, importId);
  const said = {
    columns: saidIn(input, asked.shown.length),
    hasNames: input.firstIsAccount === undefined,
  };
  await countRows(tx, importId, namesIn(asked) - namesIn(said));
  await tx
    .update(legacyImports)
    .set({
      state: "checking",
      asked: null,
      said,
      saidAt: sql`clock_timestamp()`,
      madeBy: tx.actor.personId,
      ignored: unusedOf(
        asked.shown.map(({ name }) => name),
        said,
      ).slice(0, MOST_IGNORED),
    })
    .where(eq(legacyImports.id, importId));
  await enqueueCheck(tx, tx.actor.tenantId, importId);
  record(tx, { action: "legacy.columns_said", subjectId: importId });
}

/** Nothing of the list is taken in, and nothing of it is kept. */
export async function leaveOldList(tx: RunTx, { importId }: z.output<typeof ListChoice>): Promise<void> {
  await askedOf(tx, importId);
  await eraseParts(tx, importId);
  await tx
    .update(legacyImports)
    .set({ state: "left", finishedAt: sql`clock_timestamp()` })
    .where(eq(legacyImports.id, importId));
  record(tx, { action: "legacy.list_left", subjectId: importId });
}
