import { sql } from "drizzle-orm";
import { withSystem, withTenant } from "@/lib/access/doors";
import { changeAddress } from "@/lib/invitations/change-address";
import { resendInvitation } from "@/lib/invitations/resend";
import { type InvitationDraft, sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { anyEmail, newActor, type Tenant } from "@/lib/testing/factories";
import { linkIn, mailbox } from "./mailbox";

type Inviter = Awaited<ReturnType<typeof newActor>>;

/** An open offer and what can happen to it behind the person's back. */
export type Invited = {
  ada: Inviter;
  email: string;
  personId: string;
  href: string;
  ref: () => Promise<string>;
};

/** Ada invites, by the verb; the link is the one in the mail. */
export async function invite(tenant: Tenant, draft: Partial<InvitationDraft> = {}): Promise<Invited> {
  const ada = await newActor("owner", tenant);
  const email = draft.email ?? anyEmail();
  const full = {
    name: "Anna de Vries",
    roles: [tenant.roles.member],
    reviewed: "yes" as const,
    ...draft,
    email,
  };
  const { personId } = await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, full));
  const href = linkIn(await mailbox.lastTo(email));
  return { ada, email, personId, href, ref: () => refOf(href) };
}

async function refOf(href: string): Promise<string> {
  const answer = await fetch(href, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "").pathname.split("/").at(-1) ?? "";
}

const act = <T>({ ada }: Invited, work: Parameters<typeof withTenant<"people.invite", T>>[2]) =>
  withTenant(ada, "people.invite", work);

export const withdraw = (of: Invited) => act(of, (tx) => withdrawInvitation(tx, { personId: of.personId }));
export const resend = (of: Invited) => act(of, (tx) => resendInvitation(tx, { personId: of.personId }));
export const moveTo = (of: Invited, email: string) =>
  act(of, (tx) => changeAddress(tx, { personId: of.personId, email }));

/** As if its last day were over since so many hours. */
export const expire = ({ personId }: Invited, hours = 1) =>
  withSystem("housekeeping", async (tx) => {
    const past = sql`clock_timestamp() - make_interval(hours => ${hours})`;
    await tx.execute(sql`update invitations set expires_at = ${past} where person_id = ${personId}`);
    await tx.execute(sql`update people set expires_at = ${past} where id = ${personId}`);
    await tx.execute(sql`update tokens set expires_at = ${past}
      where subject_id in (select id from invitations where person_id = ${personId})`);
  });
