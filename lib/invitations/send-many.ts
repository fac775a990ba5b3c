import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { TenantTx } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { record } from "@/lib/events/record";
import { dayIn, sentencesIn } from "@/lib/i18n/sentences";
import { sealedFor } from "@/lib/mail/post";
import type { Role } from "@/lib/roles/grantable";
import { newSecret, readableCode, seal, sha256 } from "@/lib/secrets";
import type { OwnTenant } from "@/lib/tenants/own";
import { endOfDayAfter, lastDayOf } from "@/lib/time";
import { invitationLetter } from "./letters";
import { letterWriter } from "./letters-for-many";
import { doorFacts, inviterOf, senderFacts } from "./mail";
import { newNumber } from "./number";
import { lastMoment } from "./offer";
import type { Made, Offered, Terms } from "./offered";
import { storeInvitations } from "./store-many";

type InviteTx = TenantTx<"people.invite" | "migration.run">;

/** Until when they work, worked out once for all roles with power over others and once for the rest. */
export function expiries({ tenant, days }: Pick<Terms, "tenant" | "days">, now: Date) {
  const [plain, elevated] = [false, true].map((one) => lastMoment(tenant, [{ elevated: one }], now));
  const wished = days === null ? undefined : endOfDayAfter(days, tenant.timeZone, now);
  // Into a role with power over others never longer than the rules say.
  const shorter = wished && elevated && wished < elevated ? wished : elevated;
  return (roles: readonly Role[]): Date =>
    (roles.some((role) => role.elevated) ? shorter : (wished ?? plain)) ?? now;
}

/** A link not yet stored: the address carries the secret, the row its hash. */
export function freshLink() {
  const secret = newSecret();
  const hash = sha256(secret).toString("hex");
  return {
    tokenId: crypto.randomUUID(),
    href: `${env().APP_URL}/i/${secret}`,
    hash,
    ref: readableCode(10).toLowerCase(),
  };
}

const made = (offered: Offered, expiresAt: Date): Made => ({
  ...offered,
  ...freshLink(),
  isNew: offered.personId === null,
  personId: offered.personId ?? crypto.randomUUID(),
  name: offered.name || offered.email,
  invitationId: crypto.randomUUID(),
  number: newNumber(),
  messageId: crypto.randomUUID(),
  expiresAt,
});

/** Which of the addresses have an account already; shown to nobody. */
export async function knownAddresses(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ key: string }>(
    sql`select key from app.known_addresses(${sql.param([...keys])}::text[]) key`,
  );
  return new Set(rows.map(({ key }) => key));
}

const roleNameIn = (language: "en" | "nl") => {
  const t = sentencesIn(language, "roles");
  return ({ builtIn, name }: Role) => (builtIn ? t(`${builtIn}.name`) : name);
};

/** The last day in words, put together once for each language and day. */
function days({ timeZone }: OwnTenant) {
  const said = new Map<string, string>();
  return (language: "en" | "nl", expiresAt: Date): string => {
    const key = `${language} ${expiresAt.getTime()}`;
    const day = said.get(key) ?? dayIn(language, timeZone, lastDayOf(expiresAt));
    said.set(key, day);
    return day;
  };
}

/** The letters of those that were stored, sealed, each with its kind. */
async function letters(tx: InviteTx, all: readonly Made[], { tenant, note, letter: wording }: Terms) {
  const known = await knownAddresses(
    tx,
    all.map(({ emailKey }) => emailKey),
  );
  const inviter = await inviterOf(tx, tx.actor.personId);
  const nameOf = { en: roleNameIn("en"), nl: roleNameIn("nl") };
  const write = letterWriter(wording ?? invitationLetter);
  const dayOf = days(tenant);
  return all.map((one) => {
    const existing = known.has(one.emailKey);
    const language = one.language ?? tenant.language;
    const letter = write({
      language,
      ...senderFacts(tenant, inviter),
      name: one.name,
      address: one.email,
      roles: one.roles.map(nameOf[language]).sort(),
      note,
      href: one.href,
      lastDay: dayOf(language, one.expiresAt),
      existing,
      ...doorFacts(tenant, { userName: one.named?.userName ?? null, email: one.email }),
      number: one.number,
    });
    return { ...one, kind: existing ? "join" : "invitation", sealed: seal(letter, sealedFor(one.messageId)) };
  });
}

/** Offers many people their roles in a handful of statements; gives those that were stored. */
export async function sendMany(tx: InviteTx, offers: readonly Offered[], terms: Terms): Promise<Made[]> {
  if (offers.length === 0) return [];
  const expiryOf = expiries(terms, new Date());
  const wished = offers.map((one) => made(one, expiryOf(one.roles)));
  const stored = await storeInvitations(tx, wished, terms, (kept) => letters(tx, kept, terms));
  for (const { personId, invitationId, number, roles } of stored)
    record(tx, {
      action: "invitation.sent",
      personId,
      subjectId: invitationId,
      details: { number, roles: roles.map(({ builtIn, name }) => builtIn ?? name) },
    });
  return stored;
}
