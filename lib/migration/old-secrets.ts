import { seal, unseal } from "@/lib/secrets";
import type { OldHash } from "./old-hash";

const boundTo = (accountId: string, what: "password" | "totp") => `legacy account ${accountId} ${what}`;

/** What the import keeps of an old account's secrets, bound to its row. */
export const sealOldHash = (accountId: string, hash: OldHash): string =>
  seal(JSON.stringify(hash), boundTo(accountId, "password"));

export const sealOldTotp = (accountId: string, key: string): string =>
  seal(JSON.stringify(key), boundTo(accountId, "totp"));

export const unsealOldHash = (accountId: string, sealed: string): OldHash =>
  JSON.parse(unseal(sealed, boundTo(accountId, "password")));

export const unsealOldTotp = (accountId: string, sealed: string): string =>
  JSON.parse(unseal(sealed, boundTo(accountId, "totp")));
