import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { grantableRoles } from "@/lib/roles/grantable";
import { derive } from "./derive";
import { factsFor } from "./facts";
import { type About, judge, readyVerdicts, type Verdict } from "./judge";
import { untouched } from "./make";
import { addressesIn, sheetOf } from "./read-pasted";
import { refuseUnlessInviter } from "./review";

export const AddressCheck = z.strictObject({ email: z.string().max(1000, "emails_long") });

/** What would become of one address, before anybody presses Send. */
export type Checked = { line: number; email: string; verdict: Verdict; about: About; isReady: boolean };

/** A look at what has been typed so far: sends and stores nothing. */
export async function checkSeveral(
  tx: TenantTx<"people.view">,
  { email }: z.output<typeof AddressCheck>,
): Promise<Checked[]> {
  refuseUnlessInviter(tx);
  if (addressesIn(email).length === 0) return [];
  const { rows, mapping } = sheetOf(email);
  const [least] = await grantableRoles(tx, tx.actor.permissions);
  const all = rows.map((row) => ({ ...row, ...derive(row, mapping), ...untouched }));
  const facts = await factsFor(tx, all, least ? [least.id] : []);
  return all.map((row) => {
    const judged = judge(row, facts);
    return { line: row.line, email: row.email, ...judged, isReady: readyVerdicts.includes(judged.verdict) };
  });
}
