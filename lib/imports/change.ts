import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { importRows, imports } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { emailKeyOf } from "@/lib/people/email";
import { Refusal } from "@/lib/refusal";
import { isLookalike } from "./better-address";
import { fields } from "./columns";
import { derive } from "./derive";
import { factsFor } from "./facts";
import { judge } from "./judge";
import { MOST_COLUMNS } from "./limits";
import { plain } from "./read";
import { rederive } from "./rederive";
import { type Changed, importInReview, ofImport, rowsOf, updateVerdicts } from "./rows";

type InviteTx = TenantTx<"people.invite">;

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Every row is judged anew, for one change can settle another row; only what differs is written. */
export async function judgeAnew(tx: InviteTx, importId: string, fallback: readonly string[]) {
  const rows = await rowsOf(tx, importId);
  const facts = await factsFor(tx, rows, fallback);
  const changed = rows.flatMap((row): Changed[] => {
    const judged = judge(row, facts);
    const isKept = judged.verdict === row.verdict && isSame(judged.about, row.about);
    return isKept ? [] : [{ line: row.line, ...judged }];
  });
  await updateVerdicts(tx, importId, changed);
  return facts;
}

const note = (tx: InviteTx, importId: string, what: string, line?: number) =>
  record(tx, {
    action: "import.changed",
    subjectId: importId,
    details: { what, ...(line !== undefined && { line }) },
  });

const line = z.coerce.number().int().min(1).max(10_000_000);
/** Saved, it would come back with the same fault, and nobody would have said so. */
function isAddress(email: string): boolean {
  const key = emailKeyOf(email);
  return key !== null && !isLookalike(key);
}

const RowChoice = { importId: z.uuid("not_found"), line };

export const RowChange = z.strictObject({
  ...RowChoice,
  email: z
    .string()
    .min(1, "email_missing")
    .max(1000, "email_wrong")
    .transform(plain)
    .refine(isAddress, "email_wrong"),
  name: z.string().max(1000, "name_long").transform(plain).optional(),
  role: z.uuid("role_unknown").optional(),
});

export const RowMark = z.strictObject({
  ...RowChoice,
  mark: z.enum(["leave_out", "put_back", "keep", "apply"]),
});

type RowValues = Partial<typeof importRows.$inferInsert>;

async function updateRow(tx: InviteTx, importId: string, of: number, values: RowValues): Promise<void> {
  const [row] = await tx
    .update(importRows)
    .set(values)
    .where(and(ofImport(importId), eq(importRows.line, of)))
    .returning({ line: importRows.line });
  if (!row) throw new Refusal("not_found");
}

/** Mends a row in place. */
export async function changeRow(tx: InviteTx, input: z.output<typeof RowChange>): Promise<void> {
  const { importId, email, name, role } = input;
  const { roleIds } = await importInReview(tx, importId);
  await updateRow(tx, importId, input.line, {
    email,
    emailKey: emailKeyOf(email),
    isLarge: false,
    kept: false,
    name: name ?? "",
    ...(role && { roleIds: [role] }),
  });
  await judgeAnew(tx, importId, roleIds);
  note(tx, importId, "row", input.line);
}

async function markOf(
  tx: InviteTx,
  { importId, line: of, mark }: z.output<typeof RowMark>,
): Promise<RowValues> {
  if (mark === "leave_out" || mark === "put_back") return { leftOut: mark === "leave_out" };
  if (mark === "keep") return { kept: true };
  const [row] = await tx
    .select({ about: importRows.about })
    .from(importRows)
    .where(and(ofImport(importId), eq(importRows.line, of)));
  const better = row?.about["better"];
  if (typeof better !== "string") throw new Refusal("import_moved");
  return { email: better, emailKey: emailKeyOf(better) };
}

/** Leaves a row out, puts it back, keeps it as typed, or takes the better address. */
export async function markRow(tx: InviteTx, input: z.output<typeof RowMark>): Promise<void> {
  const { roleIds } = await importInReview(tx, input.importId);
  await updateRow(tx, input.importId, input.line, await markOf(tx, input));
  await judgeAnew(tx, input.importId, roleIds);
  note(tx, input.importId, input.mark, input.line);
}

const column = z.coerce.number().int().min(0).max(MOST_COLUMNS).optional();

export const ColumnChange = z.strictObject({
  importId: z.uuid("not_found"),
  ...(Object.fromEntries(fields.map((field) => [field, column])) as Record<
    (typeof fields)[number],
    typeof column
  >),
});

/** Says anew which column means what: everything is read from the cells as they were given. */
export async function changeColumns(
  tx: InviteTx,
  { importId, ...chosen }: z.output<typeof ColumnChange>,
): Promise<void> {
  const { roleIds } = await importInReview(tx, importId);
  const mapping = Object.fromEntries(Object.entries(chosen).filter(([, at]) => at !== undefined));
  await tx.update(imports).set({ mapping }).where(eq(imports.id, importId));
  await rederive(tx, importId, (given) => derive({ given }, mapping));
  await judgeAnew(tx, importId, roleIds);
  note(tx, importId, "columns");
}

export const TermsChange = z.strictObject({
  importId: z.uuid("not_found"),
  language: z.enum(["en", "nl"], "language_unknown"),
  role: z.uuid("role_unknown").optional(),
  days: z.coerce.number().int().min(1, "policy_invitation").max(30, "policy_invitation").optional(),
  /** Asked for with the button that shows the mail as these terms make it. */
  see: z.literal("mail").optional(),
});

/** The language of the mails, how long they work, and the role of rows that name none. */
export async function changeTerms(tx: InviteTx, input: z.output<typeof TermsChange>): Promise<void> {
  const { importId, language, days, role } = input;
  await importInReview(tx, importId);
  const roleIds = role ? [role] : [];
  await tx
    .update(imports)
    .set({ language, days: days ?? null, roleIds })
    .where(eq(imports.id, importId));
  await judgeAnew(tx, importId, roleIds);
  note(tx, importId, "terms");
}
