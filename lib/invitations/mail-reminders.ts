import type { Tx } from "@/db/client";
import { env } from "@/lib/env";
import { type Recording, record } from "@/lib/events/record";
import { dayIn, sentencesIn } from "@/lib/i18n/sentences";
import { sealedFor } from "@/lib/mail/post";
import { policyOf } from "@/lib/policy/policy";
import { seal } from "@/lib/secrets";
import { doorOf } from "@/lib/sign-in/company";
import type { OwnTenant } from "@/lib/tenants/own";
import { lastDayOf } from "@/lib/time";
import type { DueReminder } from "./due-reminders";
import { senderFacts } from "./mail";
import { type ReminderKind, reminderLetter } from "./reminder-letters";
import { freshLink, knownAddresses } from "./send-many";
import { storeLetters, storeLinks } from "./store-many";

export type Chosen = DueReminder & { kind: ReminderKind; email: string; emailKey: string };
type Linked = Chosen & { messageId: string; link: ReturnType<typeof freshLink> };

function roleNames({ roles }: DueReminder, language: "en" | "nl"): string[] {
  const t = sentencesIn(language, "roles");
  return roles.map(({ name, builtIn }) => (builtIn ? t(`${builtIn}.name` as never) : name));
}

/** Who has an account already signs in, and is led on to what is missing. */
const signInOf = ({ policy, companyCode }: OwnTenant) =>
  policyOf(policy).companyCodeShown === "yes" ? doorOf(companyCode) : `${env().APP_URL}/sign-in`;

function letterTo(due: Linked, tenant: OwnTenant, existing: boolean) {
  const language = due.language ?? tenant.language;
  return reminderLetter({
    ...senderFacts(tenant, due.inviter),
    kind: due.kind,
    language,
    name: due.name,
    address: due.email,
    roles: roleNames(due, language),
    href: due.kind === "stopped" ? signInOf(tenant) : due.link.href,
    lastDay: dayIn(language, tenant.timeZone, lastDayOf(due.expiresAt)),
    existing,
    number: due.number,
  });
}

/** A further link for each, that ends no earlier one, and the letters that carry them. */
export async function mailReminders(tx: Tx, chosen: readonly Chosen[], tenant: OwnTenant): Promise<void> {
  const all = chosen.map((due) => ({ ...due, messageId: crypto.randomUUID(), link: freshLink() }));
  const known = await knownAddresses(
    tx,
    all.map(({ emailKey }) => emailKey),
  );
  const hasLink = ({ kind }: Chosen) => kind !== "stopped";
  await storeLinks(
    tx,
    all.filter(hasLink).map((due) => ({ ...due, ...due.link })),
  );
  const posted = all.map((due) => ({
    ...due,
    tokenId: hasLink(due) ? due.link.tokenId : null,
    kind: hasLink(due) ? "reminder" : "reminder_step",
    sealed: seal(JSON.stringify(letterTo(due, tenant, known.has(due.emailKey))), sealedFor(due.messageId)),
  }));
  await storeLetters(tx, posted, { sendAfter: new Date(), byHand: false });
}

export function noteReminder(
  tx: Recording,
  { personId, invitationId, number, reminders, kind }: Chosen,
): void {
  const details = { number, reminder: reminders + 1, kind };
  record(tx, { action: "invitation.reminded", personId, subjectId: invitationId, details });
}
