import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { sentencesIn } from "@/lib/i18n/sentences";
import { post } from "@/lib/mail/post";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { sampleLetters } from "./sample-letters";

export const TestMail = z.strictObject({});

const MOST = 5;

/** Counted behind the tenant's turn, so that fifty at once are five. */
async function refuseIfOften(tx: TenantTx<"company.edit">): Promise<void> {
  const [row] = await tx.execute<{ sent: number }>(sql`select count(*)::int as sent from messages
    where tenant_id = app.tenant_id() and person_id = ${tx.actor.personId}::uuid and kind = 'test'
      and created_at > clock_timestamp() - interval '1 hour'`);
  if ((row?.sent ?? 0) >= MOST) throw new Refusal("test_limit");
}

/** The invitation as people get it, to oneself. */
export async function sendTestMail(tx: TenantTx<"company.edit">) {
  await refuseIfOften(tx);
  const tenant = await ownTenant(tx);
  const [me] = await tx
    .select()
    .from(people)
    .where(and(eq(people.id, tx.actor.personId), sql`tenant_id = app.tenant_id()`));
  if (!me?.email) throw new Refusal("not_found");
  const language = me.language ?? tenant.language;
  const t = sentencesIn(language, "board");
  const { invitation } = sampleLetters(tenant, me, language);
  const letter = {
    ...invitation,
    subject: t("test.subject", { subject: invitation.subject }),
    paragraphs: [t("test.sample"), ...invitation.paragraphs],
  };
  await post(tx, { to: me.email, kind: "test", personId: me.id }, letter);
  record(tx, { action: "mail.tested", subjectId: tenant.id });
  return { email: me.email };
}
