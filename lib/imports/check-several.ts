import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { isRestorable } from "@/lib/people/leaving";
import { grantableRoles } from "@/lib/roles/grantable";
import { derive } from "./derive";
import { factsFor } from "./facts";
import { type About, type Judged, judge, type Row, readyVerdicts, type Verdict } from "./judge";
import { isKeptOf, KeptAddresses } from "./kept";
import { MOST_IN_PANEL, MOST_TYPED } from "./limits";
import { untouched } from "./make";
import { addressesIn, sheetOf } from "./read-pasted";
import { refuseUnlessInviter } from "./review";

type ViewTx = TenantTx<"people.view">;

export const AddressCheck = z.strictObject({
  email: z.string().max(MOST_TYPED, "emails_long"),
  keep: KeptAddresses,
});

/** What would become of one address, before anybody presses Send, and what can be done instead. */
export type Checked = {
  line: number;
  email: string;
  verdict: Verdict;
  about: About;
  isReady: boolean;
  /** When the invitation that is out was made, and whether its date is over. */
  invited: { at: string; isOver: boolean } | null;
  acts: ("keep" | "resend" | "restore")[];
};

/** So many are no addresses for a panel any more: they get a list of their own. */
export type Looked = { count: number; isList: boolean; checked: Checked[] };

type Standing = { id: string; invited_at: string | null; is_over: boolean; left_at: string | null };

async function standings(tx: ViewTx, judged: readonly Judged[]): Promise<ReadonlyMap<unknown, Standing>> {
  const ids = judged.flatMap(({ about: { person } }) => (typeof person === "string" ? [person] : []));
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<Standing>(sql`
    select id, invited_at, coalesce(expires_at <= now(), false) as is_over, left_at from people
    where tenant_id = app.tenant_id() and id = any (${sql.param(ids)}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the panel offers; who asks may do it, or it is not offered. */
function actsOf(tx: ViewTx, row: Row, { verdict }: Judged, standing: Standing | undefined): Checked["acts"] {
  if (verdict === "shared" || (verdict === "check_address" && row.emailKey)) return ["keep"];
  if (verdict === "invited") return ["resend"];
  const leftAt = standing?.left_at ? new Date(standing.left_at) : null;
  const mayRestore = tx.actor.permissions.has("people.remove") && isRestorable({ leftAt });
  return verdict === "left" && mayRestore ? ["restore"] : [];
}

/** Whoever keeps a shared mailbox has been told. */
const afterTelling = (row: Row, judged: Judged): Judged =>
  row.kept && judged.verdict === "shared" ? { verdict: "ready", about: {} } : judged;

async function checkedRows(tx: ViewTx, { email, keep }: z.output<typeof AddressCheck>): Promise<Checked[]> {
  const { rows, mapping } = sheetOf(email);
  const [least] = await grantableRoles(tx, tx.actor.permissions);
  const isKept = isKeptOf(keep);
  const all = rows.map((row): Row => {
    const derived = derive(row, mapping);
    return { ...row, ...derived, ...untouched, kept: isKept(derived) };
  });
  const facts = await factsFor(tx, all, least ? [least.id] : []);
  const judged = all.map((row) => ({ row, said: afterTelling(row, judge(row, facts)) }));
  const standing = await standings(
    tx,
    judged.map(({ said }) => said),
  );
  return judged.map(({ row, said }) => {
    const known = standing.get(said.about["person"]);
    const at = said.verdict === "invited" ? known?.invited_at : null;
    return {
      ...{ line: row.line, email: row.email, ...said },
      isReady: readyVerdicts.includes(said.verdict),
      invited: at ? { at: new Date(at).toISOString(), isOver: known?.is_over ?? false } : null,
      acts: actsOf(tx, row, said, known),
    };
  });
}

/** A look at what has been typed so far: sends and stores nothing. */
export async function checkSeveral(tx: ViewTx, input: z.output<typeof AddressCheck>): Promise<Looked> {
  refuseUnlessInviter(tx);
  const count = addressesIn(input.email).length;
  if (count === 0 || count > MOST_IN_PANEL) return { count, isList: count > MOST_IN_PANEL, checked: [] };
  return { count, isList: false, checked: await checkedRows(tx, input) };
}
