import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { lastMoment } from "@/lib/invitations/offer";
import { readInvitationMail, type ShownMail } from "@/lib/invitations/sample-letters";
import { InvitationDraft } from "@/lib/invitations/send";
import { emailKeyOf } from "@/lib/people/email";
import { grantableRoles } from "@/lib/roles/grantable";
import { ownTenant } from "@/lib/tenants/own";
import { KeptAddresses } from "./kept";
import { MOST_TYPED } from "./limits";
import { addressesIn } from "./read-pasted";
import { refuseUnlessInviter } from "./review";

type ViewTx = TenantTx<"people.view">;

/** The panel as it stands: there need not be an address or a role yet. */
export const MailLook = InvitationDraft.extend({
  email: z.string().max(MOST_TYPED, "emails_long"),
  roles: z.array(z.uuid("role_unknown")).max(20, "role_unknown"),
  keep: KeptAddresses,
});
type MailLook = z.output<typeof MailLook>;

/** The first address, called as it would be: by what is typed, else as this company knows it. */
async function receiverOf(tx: ViewTx, { email, name, userName }: MailLook) {
  const first = addressesIn(email)[0];
  const key = emailKeyOf(first?.email ?? "");
  if (!first || !key) return undefined;
  const [known] = await tx
    .select({ name: people.name, userName: people.userName })
    .from(people)
    .where(and(sql`tenant_id = app.tenant_id()`, eq(people.emailKey, key)));
  return {
    name: name || first.name || (known?.name ?? first.email),
    email: first.email,
    userName: userName ?? known?.userName ?? null,
  };
}

/** What would arrive at the first address if the panel were sent now. Sends and stores nothing. */
export async function seeMail(tx: ViewTx, look: MailLook): Promise<ShownMail> {
  refuseUnlessInviter(tx);
  const tenant = await ownTenant(tx);
  const grantable = await grantableRoles(tx, tx.actor.permissions);
  const roles = grantable.filter(({ id }) => look.roles.includes(id));
  return readInvitationMail(tx, tenant, {
    language: look.language ?? tenant.language,
    to: await receiverOf(tx, look),
    roles,
    note: look.note,
    expiresAt: lastMoment(tenant, roles),
  });
}
