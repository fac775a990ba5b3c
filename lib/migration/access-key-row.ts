import { and, eq, isNull, sql } from "drizzle-orm";
import { accessKeys, legacyAccounts } from "@/db/schema/legacy";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { lookUp } from "@/lib/access/doors";
import { macOf, sha256 } from "@/lib/secrets";
import { accountOfKey, personOfAccount } from "./joins";
import { isOldSignInOpen } from "./old-sign-in";
import { isShut } from "./shut-account";

/** How long somebody has to find the mail and make the account. */
export const ACCESS_KEY_MINUTES = 60;

/** The code is bound to the mailbox it went to: a corrected address needs a code of its own. */
export const codeFor = (digits: string, emailKey: string | null) => `${digits} ${emailKey}`;

/** Which mailbox was proved, once one is. */
export const provedMailbox = (emailKey: string | null) =>
  macOf("access key mailbox", emailKey ?? "").toString("hex");

export const sealedPasswordOf = (accessKeyId: string) => `access key ${accessKeyId} password`;

/** Works still: neither used nor ended nor too old. */
export const stillWorks = and(
  isNull(accessKeys.spentAt),
  isNull(accessKeys.endedAt),
  sql`${accessKeys.expiresAt} > clock_timestamp()`,
);

const columns = {
  key: accessKeys,
  works: sql<boolean>`${stillWorks}`,
  account: {
    id: legacyAccounts.id,
    standing: legacyAccounts.standing,
    movedAt: legacyAccounts.movedAt,
    sealedTotp: legacyAccounts.sealedTotp,
    personId: legacyAccounts.personId,
    oldUserName: legacyAccounts.oldUserName,
  },
  isShut: isShut(legacyAccounts, people),
  person: { email: people.email, emailKey: people.emailKey, identityId: people.identityId },
  tenant: {
    id: tenants.id,
    name: tenants.name,
    accent: tenants.accent,
    contact: tenants.contact,
    companyCode: tenants.companyCode,
    timeZone: tenants.timeZone,
    policy: tenants.policy,
    oldSignInEndsAt: tenants.oldSignInEndsAt,
    suspendedAt: tenants.suspendedAt,
  },
};

/** What belongs to this browser's secret; null for a secret nobody made. */
export async function accessKeyOf(secret: string | undefined) {
  if (!secret) return null;
  const [row] = await lookUp("access key", (db) =>
    db
      .select(columns)
      .from(accessKeys)
      .innerJoin(legacyAccounts, accountOfKey)
      .innerJoin(tenants, eq(tenants.id, accessKeys.tenantId))
      .leftJoin(people, personOfAccount)
      .where(eq(accessKeys.hash, sha256(secret))),
  );
  return row ?? null;
}
export type AccessKeyRow = NonNullable<Awaited<ReturnType<typeof accessKeyOf>>>;

export type AccessKeyState = "code" | "proved" | "waits" | "mended" | "moved" | "closed" | "over";

/** Of one that still works. */
function onItsWay({ key, account, person }: AccessKeyRow): AccessKeyState {
  if (!canMove({ account, person })) return "waits";
  if (key.provedAt) return key.codeHash === provedMailbox(person?.emailKey ?? null) ? "proved" : "over";
  // It began while something was missing, so that no code was mailed.
  return key.codeHash === "" ? "mended" : "code";
}

/** Which page it deserves: the first that holds. */
export function stateOf(row: AccessKeyRow): AccessKeyState {
  const { works, account, person, tenant } = row;
  if (account.movedAt || person?.identityId) return "moved";
  if (row.isShut || !isOldSignInOpen(tenant)) return "closed";
  return works ? onItsWay(row) : "over";
}

/** There is somebody to invite, and an address to mail to. */
export const canMove = ({
  account,
  person,
}: {
  account: { standing: string };
  person: { email: string | null } | null;
}) => (account.standing === "ready" || account.standing === "sent") && Boolean(person?.email);
