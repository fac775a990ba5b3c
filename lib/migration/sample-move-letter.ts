import { eq } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { dayIn, sentencesIn } from "@/lib/i18n/sentences";
import { doorFacts, senderFacts } from "@/lib/invitations/mail";
import { moveLetter } from "@/lib/invitations/move-letter";
import { lastMoment } from "@/lib/invitations/offer";
import { render } from "@/lib/mail/render";
import type { OwnTenant } from "@/lib/tenants/own";
import { lastDayOf } from "@/lib/time";

/** The mail of a move as people get it, to somebody who does not exist; its link leads to the sign-in page. */
export async function sampleMoveLetter(
  tx: TenantTx,
  tenant: OwnTenant,
  { language, note }: { language: Language; note: string | null },
) {
  const [me] = await tx
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(eq(people.id, tx.actor.personId));
  const address = "anna@example.org";
  const letter = moveLetter({
    ...senderFacts(tenant, me ?? null),
    ...doorFacts(tenant, { userName: null, email: address }),
    language,
    name: "Anna de Vries",
    address,
    roles: [sentencesIn(language, "roles")("member.name")],
    note,
    href: `${env().APP_URL}/sign-in`,
    lastDay: dayIn(language, tenant.timeZone, lastDayOf(lastMoment(tenant, []))),
    existing: false,
    number: "0000-0000",
    resent: false,
  });
  const { subject, text } = render(letter);
  return { language, from: letter.from, replyTo: letter.replyTo ?? null, subject, text };
}
