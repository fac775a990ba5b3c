import { and, notInArray } from "drizzle-orm";
import { z } from "zod";
import { importRows } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { invitePerson } from "@/lib/invitations/invite";
import { InvitationDraft } from "@/lib/invitations/send";
import { Email } from "@/lib/people/email";
import { PersonName } from "@/lib/people/name";
import { Refusal } from "@/lib/refusal";
import { rolesToGrant } from "@/lib/roles/grantable";
import { readyVerdicts } from "./judge";
import { KeptAddresses } from "./kept";
import { MOST_IN_PANEL, MOST_TYPED } from "./limits";
import { makeImport } from "./make";
import { addressesIn, sheetOf } from "./read-pasted";
import { ofImport } from "./rows";
import { startImport } from "./start";

type InviteTx = TenantTx<"people.invite">;

const addresses = z
  .string()
  .trim()
  .min(1, "email_missing")
  .max(MOST_TYPED, "emails_long")
  .superRefine((text, context) => {
    const [only, ...others] = addressesIn(text);
    if (!only || others.length > 0) return;
    // A name before the address becomes a person's name as one in its own field does.
    const faults = [Email.safeParse(only.email), PersonName.optional().safeParse(only.name || undefined)];
    for (const { message } of faults.flatMap(({ error }) => error?.issues ?? []))
      context.addIssue({ code: "custom", message });
  });

/** What the panel takes: one address, or several with what holds for all of them. */
export const PanelDraft = InvitationDraft.extend({ email: addresses, keep: KeptAddresses });
type PanelDraft = z.output<typeof PanelDraft>;

type Listed = { importId: string; isLong: boolean };
type Sent = Awaited<ReturnType<typeof invitePerson>> | Listed;

const inviteOne = (
  tx: InviteTx,
  { keep: _kept, ...draft }: PanelDraft,
  { email, name }: { email: string; name: string },
) => {
  const called = draft.name ?? name;
  return invitePerson(tx, { ...draft, email, ...(called && { name: called }) });
};

/** One is invited as ever. Several are a list: sent when all are ready, else shown with what keeps them. */
export async function inviteSeveral(tx: InviteTx, draft: PanelDraft): Promise<Sent> {
  const all = addressesIn(draft.email);
  const [only, ...others] = all;
  if (only && others.length === 0) return inviteOne(tx, draft, only);
  const roles = await rolesToGrant(tx, draft.roles, tx.actor.permissions);
  const { reviewed, language, note, keep } = draft;
  const isLong = all.length > MOST_IN_PANEL;
  // A long list is looked at on its own page, which asks about powers as well.
  if (!isLong && roles.some((role) => role.elevated) && !reviewed)
    throw new Refusal("review_powers", { name: draft.email });
  const terms = { roleIds: roles.map(({ id }) => id), language, note, keep };
  const importId = await makeImport(tx, { source: "paste", sheet: sheetOf(draft.email), terms });
  if (!isLong && (await isAllReady(tx, importId)))
    await startImport(tx, { importId, ...(reviewed && { reviewed }) });
  return { importId, isLong };
}

async function isAllReady(tx: InviteTx, importId: string): Promise<boolean> {
  const isKept = notInArray(importRows.verdict, [...readyVerdicts]);
  return (await tx.$count(importRows, and(ofImport(importId), isKept))) === 0;
}
