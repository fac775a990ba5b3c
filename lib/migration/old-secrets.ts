import { unseal } from "@/lib/secrets";
import type { OldHash } from "./old-hash";

/** What the import kept of an old account's secrets, bound to its row. */
export const unsealOldHash = (accountId: string, sealed: string): OldHash =>
  JSON.parse(unseal(sealed, `legacy account ${accountId} password`));

export const unsealOldTotp = (accountId: string, sealed: string): string =>
  JSON.parse(unseal(sealed, `legacy account ${accountId} totp`));
