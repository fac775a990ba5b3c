import { unseal } from "@/lib/secrets";
import { type AccessKeyRow, sealedPasswordOf, stateOf } from "./access-key-row";

/** The hash of the old password that this browser may keep for the account of this person; null where it may not. */
export function keptPassword(row: AccessKeyRow | null, personId: string): string | null {
  if (!row?.key.sealedPassword || row.account.personId !== personId || stateOf(row) !== "proved") return null;
  return unseal(row.key.sealedPassword, sealedPasswordOf(row.key.id));
}
