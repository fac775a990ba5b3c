import { and, eq, sql } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { dayIn, sentencesIn } from "@/lib/i18n/sentences";
import type { Letter } from "@/lib/mail/letter";
import { render } from "@/lib/mail/render";
import type { OwnTenant } from "@/lib/tenants/own";
import { lastDayOf } from "@/lib/time";
import { invitationLetter } from "./letters";
import { senderFacts } from "./mail";
import { lastMoment } from "./offer";
import { reminderLetter } from "./reminder-letters";

export type Inviting = { name: string; email: string | null };

/** The real letters of this company, to somebody who does not exist; their button leads to the sign-in page. */
export function sampleLetters(tenant: OwnTenant, inviter: Inviting, language: Language) {
  const facts = {
    ...senderFacts(tenant, inviter),
    language,
    name: "Anna de Vries",
    address: "anna@example.org",
    roles: [sentencesIn(language, "roles")("member.name")],
    href: `${env().APP_URL}/sign-in`,
    lastDay: dayIn(language, tenant.timeZone, lastDayOf(lastMoment(tenant, []))),
    existing: false,
    number: "0000-0000",
  };
  return {
    invitation: invitationLetter({ ...facts, note: null, resent: false }),
    reminder: reminderLetter({ ...facts, kind: "waiting" }),
  } satisfies Record<string, Letter>;
}

/** All of them, in both languages, as text; invited by whoever looks. */
export async function readSampleLetters(tx: TenantTx<"policy.view">, tenant: OwnTenant) {
  const [me] = await tx
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(and(eq(people.id, tx.actor.personId), sql`tenant_id = app.tenant_id()`));
  const inviter = me ?? { name: tenant.name, email: null };
  return (["en", "nl"] as const).flatMap((language) =>
    Object.entries(sampleLetters(tenant, inviter, language)).map(([kind, letter]) => {
      const { subject, text } = render(letter);
      return {
        kind: kind as "invitation" | "reminder",
        language,
        from: letter.from,
        replyTo: letter.replyTo ?? null,
        subject,
        text,
      };
    }),
  );
}
