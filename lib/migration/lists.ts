import { and, asc, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { legacyAccounts, legacyImports, legacyParts } from "@/db/schema/legacy";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";

/** The first account of a list mostly stands on its second line. */
const NAMES = 2;

type ViewTx = TenantTx<"migration.view">;
export type OldListRow = typeof legacyImports.$inferSelect;

export const ListChoice = z.strictObject({ importId: z.uuid("not_found") });

export const recentLists = (tx: ViewTx, most: number): Promise<OldListRow[]> =>
  tx
    .select()
    .from(legacyImports)
    .where(sql`tenant_id = app.tenant_id()`)
    .orderBy(desc(legacyImports.createdAt))
    .limit(most);

export async function listOf(tx: ViewTx, id: string): Promise<OldListRow> {
  if (!z.uuid().safeParse(id).success) throw new Refusal("not_found");
  const [found] = await tx
    .select()
    .from(legacyImports)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyImports.id, id)));
  if (!found) throw new Refusal("not_found");
  return found;
}

const Part = z.object({
  added: z.number().catch(0),
  changed: z.number().catch(0),
  same: z.number().catch(0),
  left: z.number().catch(0),
  noUserName: z.array(z.string()).catch([]),
  twice: z.array(z.string()).catch([]),
  refused: z.number().catch(0),
});
type ListSums = z.output<typeof Part>;

const nothing: ListSums = { added: 0, changed: 0, same: 0, left: 0, noUserName: [], twice: [], refused: 0 };

/** What became of the rows of a list, as it was written down part by part. */
export async function sumsOf(tx: ViewTx, { id, createdAt, saidAt }: OldListRow): Promise<ListSums> {
  const since = (saidAt ?? createdAt).toISOString();
  // Events about nobody in particular, of the hours in which it was read: an index has them so.
  const rows = await tx.execute<{ details: unknown }>(sql`
    select details from events where tenant_id = app.tenant_id() and person_id is null
      and at between ${since}::timestamptz - interval '1 minute' and ${since}::timestamptz + interval '6 hours'
      and action = 'legacy.imported' and subject_id = ${id}::uuid order by seq`);
  return rows
    .map(({ details }) => Part.parse(details))
    .reduce(
      (sum, part) => ({
        added: sum.added + part.added,
        changed: sum.changed + part.changed,
        same: sum.same + part.same,
        left: sum.left + part.left,
        refused: sum.refused + part.refused,
        noUserName: [...sum.noUserName, ...part.noUserName],
        twice: [...sum.twice, ...part.twice],
      }),
      nothing,
    );
}

/** How many rows of a list are stored, and how many of them are judged: its own, whatever else is checked meanwhile. */
export async function progressOf(tx: ViewTx, { id, rows }: OldListRow) {
  const [kept] = await tx
    .select({ rows: sql<number>`coalesce(sum(${legacyParts.rows}), 0)::int` })
    .from(legacyParts)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(legacyParts.importId, id)));
  const stored = Math.max(0, rows - (kept?.rows ?? 0));
  // They are judged in this order, so that nobody has to count them.
  const [next] = await tx
    .select({ line: legacyAccounts.line })
    .from(legacyAccounts)
    .where(
      and(
        sql`tenant_id = app.tenant_id()`,
        eq(legacyAccounts.importId, id),
        eq(legacyAccounts.verdict, "unread"),
      ),
    )
    .orderBy(asc(legacyAccounts.line))
    .limit(1);
  const checked = next ? Math.min(stored, Math.max(0, next.line - NAMES)) : stored;
  return { stored, checked };
}
