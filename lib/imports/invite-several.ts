import { and, notInArray } from "drizzle-orm";
import { z } from "zod";
import { importRows } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import { invitePerson } from "@/lib/invitations/invite";
import { InvitationDraft } from "@/lib/invitations/send";
import { Email } from "@/lib/people/email";
import { Refusal } from "@/lib/refusal";
import { rolesToGrant } from "@/lib/roles/grantable";
import { readyVerdicts } from "./judge";
import { makeImport } from "./make";
import { addressesIn, sheetOf } from "./read-pasted";
import { ofImport } from "./rows";
import { startImport } from "./start";

type InviteTx = TenantTx<"people.invite">;

/** As many as are read at a glance; more are a list of their own. */
const LONGEST = 1000;

const addresses = z
  .string()
  .trim()
  .min(1, "email_missing")
  .max(LONGEST, "emails_long")
  .superRefine((text, context) => {
    const [only, ...others] = addressesIn(text);
    if (!only || others.length > 0) return;
    for (const { message } of Email.safeParse(only.email).error?.issues ?? [])
      context.addIssue({ code: "custom", message });
  });

/** What the panel takes: one address, or several with what holds for all of them. */
export const PanelDraft = InvitationDraft.extend({ email: addresses });
type PanelDraft = z.output<typeof PanelDraft>;

type Sent = Awaited<ReturnType<typeof invitePerson>> | { importId: string };

const inviteOne = (tx: InviteTx, draft: PanelDraft, { email, name }: { email: string; name: string }) => {
  const called = draft.name ?? name;
  return invitePerson(tx, { ...draft, email, ...(called && { name: called }) });
};

/** One is invited as ever. Several are a list: sent when all are ready, else shown with what keeps them. */
export async function inviteSeveral(tx: InviteTx, draft: PanelDraft): Promise<Sent> {
  const [only, ...others] = addressesIn(draft.email);
  if (only && others.length === 0) return inviteOne(tx, draft, only);
  const roles = await rolesToGrant(tx, draft.roles, tx.actor.permissions);
  const { reviewed, language, note } = draft;
  if (roles.some((role) => role.elevated) && !reviewed)
    throw new Refusal("review_powers", { name: draft.email });
  const terms = { roleIds: roles.map(({ id }) => id), language, note };
  const importId = await makeImport(tx, { source: "paste", sheet: sheetOf(draft.email), terms });
  if (await isAllReady(tx, importId)) await startImport(tx, { importId, ...(reviewed && { reviewed }) });
  return { importId };
}

async function isAllReady(tx: InviteTx, importId: string): Promise<boolean> {
  const isKept = notInArray(importRows.verdict, [...readyVerdicts]);
  return (await tx.$count(importRows, and(ofImport(importId), isKept))) === 0;
}
