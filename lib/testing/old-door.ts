import { createHash, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { lookUp, withSystem } from "@/lib/access/doors";
import { acceptInvitation } from "@/lib/invitations/accept";
import type { AccessKeyDraft } from "@/lib/migration/access-key-draft";
import { type AccessKeyRow, accessKeyOf } from "@/lib/migration/access-key-row";
import { beginAccessKey, prepareAccessKey } from "@/lib/migration/begin-access-key";
import { checkAccessKey } from "@/lib/migration/check-access-key";
import { offerByAccessKey } from "@/lib/migration/offer-by-access-key";
import { readOldHash } from "@/lib/migration/old-hash";
import { checkProof, noteProof } from "@/lib/migration/prove-access-key";
import { newTenant, passwordHash, trace } from "./factories";
import { type OldAccountDraft, oldAccount } from "./legacy";
import { lettersTo } from "./recovery";

/** Long enough for every rule that has no signs to count. */
export const OLD_PASSWORD = "seven green herons";

export function oldHashOf(password = OLD_PASSWORD, scheme: "sha256" | "md5" = "sha256") {
  const hash = createHash(scheme).update(`pep7${password}`).digest("hex");
  const read = readOldHash({ scheme, hash, salt: "pep7" });
  if (!read) throw new Error("no hash");
  return read;
}

/** A company whose people still come by their old user names, under HomeTrak's rules unless said otherwise. */
export async function oldDoor(policy: Record<string, unknown> = {}) {
  const companyCode = `LINDE-${randomBytes(3).toString("hex").toUpperCase()}`;
  const rules = { preset: "hometrak", oldSignIn: "open", ...policy };
  return { home: await newTenant({ companyCode }, rules), companyCode };
}
export type OldDoor = Awaited<ReturnType<typeof oldDoor>>;

/** An account of that company with the known old password. */
export const oldPerson = ({ home }: OldDoor, draft: OldAccountDraft = {}) =>
  oldAccount(home, { hash: oldHashOf(), ...draft });

export const anywhere = () => `192.0.2.${randomBytes(4).toString("hex")}`;

/** Gives user name and password at the old door, as its page does. */
export async function giveOldPassword(draft: AccessKeyDraft, address = anywhere()) {
  const prepared = await prepareAccessKey(await checkAccessKey(draft, address), draft);
  return withSystem("access key", (tx) => beginAccessKey(tx, prepared), trace);
}

export async function rightAtOldDoor(draft: AccessKeyDraft) {
  const begun = await giveOldPassword(draft);
  if (begun.verdict !== "right") throw new Error(`not right: ${JSON.stringify(begun)}`);
  return begun;
}

/** The six digits of the newest mail to an address. */
export async function mailedCode(email: string): Promise<string> {
  const [letter] = await lettersTo(email);
  return letter?.code?.replace(" ", "") ?? "";
}

/** Types the code, as the page does; with the right one this browser gets its link. */
export const typeMailedCode = async (secret: string, code: string, app?: string) =>
  typeCodeOf(await accessKeyOf(secret), code, app);

/** The same by what was read a moment ago. */
export async function typeCodeOf(row: AccessKeyRow | null, code: string, app?: string) {
  const checked = await checkProof(row, { ref: row?.key.ref ?? "", code, ...(app && { app }) });
  return withSystem(
    "access key",
    async (tx) => {
      const noted = await noteProof(tx, checked);
      if (noted.verdict !== "right") return noted;
      return { verdict: "in" as const, ...(await offerByAccessKey(tx, noted.row)) };
    },
    trace,
  );
}

export const acceptWith = async (secret: string, name = "Anna de Vries", hash?: string) =>
  withSystem(
    "accept invitation",
    async (tx) => acceptInvitation(tx, { secret, name, passwordHash: hash ?? (await passwordHash()) }),
    trace,
  );

type Noted = {
  action: string;
  reason: string | null;
  person_id: string | null;
  details: Record<string, unknown>;
};

/** What the company's log says of its old door, oldest first. */
export const oldDoorEvents = async (tenantId: string): Promise<Noted[]> => [
  ...(await lookUp("verify events", (db) =>
    db.execute<Noted>(sql`select action, reason, person_id, details from events
      where tenant_id = ${tenantId} and action ~ '^(access_key|legacy|old_sign_in)\\.' order by seq`),
  )),
];
