import { and, eq, sql } from "drizzle-orm";
import { type ImportState, imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { grantableRoles } from "@/lib/roles/grantable";
import { sha256 } from "@/lib/secrets";
import { refuseIfTooManyLooks } from "./daily-limit";
import { derive } from "./derive";
import { factsFor } from "./facts";
import { judge } from "./judge";
import { isKeptOf } from "./kept";
import type { Sheet } from "./read";
import { insertRows } from "./rows";

type InviteTx = TenantTx<"people.invite">;
type Draft = {
  source: "paste" | "file";
  fileName?: string | undefined;
  sheet: Sheet;
  /** Chosen already, where the list comes from the panel. */
  terms?: {
    roleIds: string[];
    language?: "en" | "nl" | undefined;
    note?: string | undefined;
    /** Addresses that are meant so, though they look like a slip. */
    keep?: readonly string[];
  };
};

const hashOf = ({ headers, rows }: Sheet) =>
  sha256(JSON.stringify([headers, rows.map(({ given }) => given)]));

/** The same list, not begun yet: sent twice at once, it is reviewed once. */
async function sameInReview(tx: InviteTx, hash: Buffer): Promise<string | null> {
  const [same] = await tx
    .select({ id: imports.id })
    .from(imports)
    .where(
      and(
        sql`tenant_id = app.tenant_id()`,
        sql`created_at > now() - interval '1 day'`,
        eq(imports.contentHash, hash),
        eq(imports.madeBy, tx.actor.personId),
        eq(imports.state, "review" satisfies ImportState),
      ),
    );
  return same?.id ?? null;
}

const shownName = (name: string | undefined) =>
  name?.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(-100) || null;

/** Of a row that nobody has corrected. */
export const untouched = { roleIds: [], kept: false, leftOut: false };

/** Rows without a role column get the least role there is to give; it can be changed. */
async function fallbackFor(tx: InviteTx, { mapping }: Sheet): Promise<string[]> {
  const [least] = mapping.role === undefined ? await grantableRoles(tx, tx.actor.permissions) : [];
  return least ? [least.id] : [];
}

/** Takes in a list with a verdict for each row. Sends nothing. */
export async function makeImport(tx: InviteTx, { source, fileName, sheet, terms }: Draft): Promise<string> {
  const hash = hashOf(sheet);
  const same = terms ? null : await sameInReview(tx, hash);
  if (same) return same;
  const roleIds = terms?.roleIds ?? (await fallbackFor(tx, sheet));
  const isKept = isKeptOf(terms?.keep ?? []);
  const rows = sheet.rows.map((row) => {
    const derived = derive(row, sheet.mapping);
    return { ...row, ...derived, ...untouched, kept: isKept(derived) };
  });
  const facts = await factsFor(tx, rows, roleIds);
  await refuseIfTooManyLooks(tx, facts.tenant, rows.length);
  const language = terms?.language ?? facts.tenant.language;
  const note = terms?.note || null;
  const { headers, separator, mapping } = sheet;
  const about = { source, fileName: shownName(fileName), headers, separator, mapping };
  const [made] = await tx
    .insert(imports)
    .values({ ...about, rows: rows.length, language, roleIds, note, contentHash: hash })
    .returning({ id: imports.id });
  if (!made) throw new Error("no import was stored");
  await insertRows(
    tx,
    made.id,
    rows.map((row) => ({ ...row, ...judge(row, facts) })),
  );
  record(tx, { action: "import.made", subjectId: made.id, details: { rows: rows.length } });
  return made.id;
}
