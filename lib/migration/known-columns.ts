import { and, desc, eq, sql } from "drizzle-orm";
import { legacyImports, type SaidColumns } from "@/db/schema/legacy";
import { macOf } from "@/lib/secrets";
import type { CheckTx } from "./check-batch";

/** Of a first row; keyed, since a list without names begins with somebody's account. */
export const namesKeyOf = (first: readonly string[]): string =>
  macOf("names of columns", JSON.stringify(first)).toString("base64url");

/** What somebody of the company said last of a list that began so. */
export async function knownColumnsOf(tx: CheckTx, namesKey: string): Promise<SaidColumns | null> {
  const [last] = await tx
    .select({ said: legacyImports.said })
    .from(legacyImports)
    .where(and(sql`tenant_id = app.tenant_id() and said is not null`, eq(legacyImports.namesKey, namesKey)))
    .orderBy(desc(legacyImports.saidAt))
    .limit(1);
  return last?.said ?? null;
}
