import { eq } from "drizzle-orm";
import { backupCodes, factors } from "@/db/schema/factors";
import { identities, identityAddresses } from "@/db/schema/identities";
import { phones } from "@/db/schema/phones";
import { securityAnswers } from "@/db/schema/questions";
import type { SystemTx } from "@/lib/access/doors";
import { CODE_LENGTH, hashedCodes, spaced } from "@/lib/factors/backup-codes";
import { sealedFor } from "@/lib/factors/enrol-totp";
import { newTotpSecret } from "@/lib/factors/totp";
import { slowHash } from "@/lib/identity/password";
import { keyOf } from "@/lib/people/email";
import { sealedFor as sealedPhoneFor } from "@/lib/phones/own-phone";
import { normalise } from "@/lib/questions/normalise";
import { readableCode, seal } from "@/lib/secrets";
import type { DemoPerson } from "./company";
import { ago } from "./moments";

/** What is told of an account, so that somebody can sign in with it. */
export type Account = { id: string; key: string; codes: string[] };

/** The account of a person; one that is there already is linked once more. */
export async function identityFor(tx: SystemTx, person: DemoPerson, passwordHash: string): Promise<Account> {
  const emailKey = keyOf(person.email);
  const [known] = await tx
    .select({ id: identityAddresses.identityId })
    .from(identityAddresses)
    .where(eq(identityAddresses.emailKey, emailKey));
  if (known) return { id: known.id, key: "", codes: [] };
  const [identity] = await tx
    .insert(identities)
    .values({ name: person.name, passwordHash, passwordSetAt: ago(400) })
    .returning();
  if (!identity) throw new Error("no identity");
  const address = {
    identityId: identity.id,
    email: person.email,
    emailKey,
    verifiedAt: ago(400),
    isPrimary: true,
  };
  await tx.insert(identityAddresses).values(address);
  if (person.state === "started") return { id: identity.id, key: "", codes: [] };
  const key = await addFactor(tx, identity.id, person.email);
  if (person.phone) await addPhone(tx, identity.id, person.phone);
  if (person.answers) await addAnswers(tx, identity.id, person.answers);
  return { id: identity.id, key, codes: await addBackupCodes(tx, identity.id, person.codes) };
}

/** None that is printed: then there is one that nobody knows, or the sign-in would begin with a new sheet. */
async function addBackupCodes(tx: SystemTx, identityId: string, count = 0): Promise<string[]> {
  const codes = Array.from({ length: Math.max(count, 1) }, () => readableCode(CODE_LENGTH));
  const hashed = await hashedCodes(codes);
  await tx.insert(backupCodes).values(hashed.map((one) => ({ ...one, identityId })));
  return codes.slice(0, count).map(spaced);
}

async function addAnswers(
  tx: SystemTx,
  identityId: string,
  answers: NonNullable<DemoPerson["answers"]>,
): Promise<void> {
  for (const [question, answer] of Object.entries(answers)) {
    const hash = await slowHash(normalise(answer));
    await tx.insert(securityAnswers).values({ identityId, question, hash, setAt: ago(300) });
  }
}

async function addPhone(
  tx: SystemTx,
  identityId: string,
  { number, country }: NonNullable<DemoPerson["phone"]>,
): Promise<void> {
  const id = crypto.randomUUID();
  const sealedNumber = seal(number, sealedPhoneFor(identityId, id));
  const lastDigits = number.slice(-2);
  await tx.insert(phones).values({ id, identityId, sealedNumber, lastDigits, country, verifiedAt: ago(250) });
}

async function addFactor(tx: SystemTx, identityId: string, label: string): Promise<string> {
  const [id, key] = [crypto.randomUUID(), newTotpSecret()];
  const sealedSecret = seal(key, sealedFor(identityId, id));
  await tx
    .insert(factors)
    .values({ id, identityId, kind: "totp", label, sealedSecret, confirmedAt: ago(300) });
  return key;
}
