import { and, eq, sql } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import { dayIn, sentencesIn } from "@/lib/i18n/sentences";
import type { Letter } from "@/lib/mail/letter";
import { render } from "@/lib/mail/render";
import type { Role } from "@/lib/roles/grantable";
import type { OwnTenant } from "@/lib/tenants/own";
import { lastDayOf } from "@/lib/time";
import { invitationLetter } from "./letters";
import { doorFacts, senderFacts } from "./mail";
import { moveLetter } from "./move-letter";
import { lastMoment } from "./offer";
import { reminderLetter } from "./reminder-letters";

export type Inviting = { name: string; email: string | null };

/** What is known already of the letter that is looked at; the rest is made up. */
type Wanted = {
  to?: { name: string; email: string; userName: string | null } | undefined;
  roles?: readonly Pick<Role, "name" | "builtIn">[];
  note?: string | undefined;
  expiresAt?: Date;
};

const nobody = { name: "Anna de Vries", email: "anna@example.org", userName: null };

function factsFor(tenant: OwnTenant, inviter: Inviting, language: Language, wanted: Wanted) {
  const { to = nobody, roles = [], expiresAt = lastMoment(tenant, []) } = wanted;
  const t = sentencesIn(language, "roles");
  const named = roles.map(({ builtIn, name }) => (builtIn ? t(`${builtIn}.name`) : name)).sort();
  return {
    ...senderFacts(tenant, inviter),
    ...doorFacts(tenant, to),
    language,
    name: to.name,
    address: to.email,
    roles: named.length > 0 ? named : [t("member.name")],
    href: `${env().APP_URL}/sign-in`,
    lastDay: dayIn(language, tenant.timeZone, lastDayOf(expiresAt)),
    existing: false,
    number: "0000-0000",
  };
}

/** The real letters of this company, to whom they would go or to somebody who does not exist; their button leads to the sign-in page. */
export function sampleLetters(tenant: OwnTenant, inviter: Inviting, language: Language, wanted: Wanted = {}) {
  const facts = factsFor(tenant, inviter, language, wanted);
  return {
    invitation: invitationLetter({ ...facts, note: wanted.note ?? null, resent: false }),
    reminder: reminderLetter({ ...facts, kind: "waiting" }),
  } satisfies Record<string, Letter>;
}

/** A letter as its reader gets it, as text. */
export type ShownMail = {
  language: Language;
  from: string;
  replyTo: string | null;
  subject: string;
  text: string;
};

function shown(letter: Letter, language: Language): ShownMail {
  const { subject, text } = render(letter);
  return { language, from: letter.from, replyTo: letter.replyTo ?? null, subject, text };
}

/** In the name of whoever looks. */
async function inviting(tx: TenantTx, tenant: OwnTenant): Promise<Inviting> {
  const [me] = await tx
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(and(eq(people.id, tx.actor.personId), sql`tenant_id = app.tenant_id()`));
  return me ?? { name: tenant.name, email: null };
}

/** All of them, in both languages. */
export async function readSampleLetters(tx: TenantTx<"policy.view">, tenant: OwnTenant) {
  const inviter = await inviting(tx, tenant);
  return (["en", "nl"] as const).flatMap((language) =>
    Object.entries(sampleLetters(tenant, inviter, language)).map(([kind, letter]) => ({
      kind: kind as "invitation" | "reminder",
      ...shown(letter, language),
    })),
  );
}

/** The mail of a move, to somebody who does not exist. */
export async function readMoveMail(
  tx: TenantTx<"migration.view">,
  tenant: OwnTenant,
  { language, note }: { language: Language; note: string | null },
): Promise<ShownMail> {
  const facts = factsFor(tenant, await inviting(tx, tenant), language, {});
  return shown(moveLetter({ ...facts, note, resent: false }), language);
}

/** The invitation that would go out now. That the address has an account already is not told here. */
export async function readInvitationMail(
  tx: TenantTx<"people.view">,
  tenant: OwnTenant,
  { language, ...wanted }: Wanted & { language: Language },
): Promise<ShownMail> {
  const { invitation } = sampleLetters(tenant, await inviting(tx, tenant), language, wanted);
  return shown(invitation, language);
}
