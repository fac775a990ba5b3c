import { readSampleLetters } from "@/lib/invitations/sample-letters";
import { policyOf } from "@/lib/policy/policy";
import { ownTenant } from "@/lib/tenants/own";
import { viewTenant } from "@/lib/web/view-tenant";

/** The rules about invitations, the sender, and the letters as they are now. */
export const readMails = (slug: string) =>
  viewTenant(slug, "policy.view", async (tx) => {
    const tenant = await ownTenant(tx);
    const { name, mailName, replyTo, weeklySummary } = tenant;
    return {
      slug,
      ...{ name, mailName, replyTo, weeklySummary },
      policy: policyOf(tenant.policy),
      letters: await readSampleLetters(tx, tenant),
      mayEditRules: tx.actor.permissions.has("policy.edit"),
      mayEditSender: tx.actor.permissions.has("company.edit"),
    };
  });
export type MailsData = Awaited<ReturnType<typeof readMails>>;
