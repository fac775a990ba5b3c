import { queuedOld } from "@/lib/identity/hashing-queue";
import { clearRun, clearTries, countRun, countTry, giveBack, type Limit } from "@/lib/identity/limits";
import { matchesSlowHash } from "@/lib/identity/password";
import { userNameKeyOf } from "@/lib/people/user-name";
import { companyKeyOf } from "@/lib/sign-in/company";
import type { AccessKeyDraft } from "./access-key-draft";
import { type Called, type OldAccount, oldAccountsCalled } from "./old-accounts-called";
import { matchesOldHash, type OldHash } from "./old-hash";
import { unsealOldHash } from "./old-secrets";
import { isOldSignInOpen } from "./old-sign-in";

export type WhyNot = "unknown" | "password" | "none" | "moved" | "closed";

export type AccessKeyVerdict =
  | { verdict: "right"; tenantId: string; account: OldAccount; hash: OldHash }
  | { verdict: "wrong"; tenantId: string | null; account: OldAccount | null; why: WhyNot }
  | { verdict: "wait"; until: Date };

const TEN_MINUTES = 600;
const HOUR = 3600;
const DAY = 86_400;
const perAddress: readonly Limit[] = [
  { name: "access key from", most: 30, seconds: TEN_MINUTES },
  { name: "access key from", most: 300, seconds: DAY },
];
/** Beyond it somebody is guessing through the company: then each network has few, and the door stays open for all. */
const perCompany: Limit = { name: "access key to", most: 1000, seconds: HOUR };
const perSite: Limit = { name: "access key to from", most: 10, seconds: HOUR };
const perName: Limit = { name: "access key from for", most: Number.MAX_SAFE_INTEGER, seconds: DAY };

const latest = (moments: (Date | null)[]) =>
  moments.reduce<Date | null>((most, one) => (one && (!most || one > most) ? one : most), null);

const companyIn = ({ company }: AccessKeyDraft) => companyKeyOf(company) ?? company.trim().toLowerCase();

/** Whatever the office, or each of them would have tries of its own. */
const nameIn = (draft: AccessKeyDraft) =>
  `${companyIn(draft)}|${userNameKeyOf(draft.name) ?? draft.name.toLowerCase()}`;

/** An IPv4 address, or the IPv6 /48 that one house or company has: a /64 of it is free to choose. */
const siteOf = (address: string) =>
  address.includes(":") ? address.split(":").slice(0, 3).join(":") : address;

const siteAt = (draft: AccessKeyDraft, address: string) => `${siteOf(address)}|${companyIn(draft)}`;

async function countCompany(draft: AccessKeyDraft, address: string): Promise<Date | null> {
  const isCrowded = await countTry(perCompany, companyIn(draft));
  return isCrowded ? countTry(perSite, siteAt(draft, address)) : null;
}

/** Known or not, by the account, by the network and by the company. */
async function countAll(draft: AccessKeyDraft, address: string): Promise<Date | null> {
  const blocked = await countRun("access key", nameIn(draft));
  if (blocked) return blocked;
  const counted = [
    countTry(perName, `${address}|${nameIn(draft)}`),
    countCompany(draft, address),
    ...perAddress.map((limit) => countTry(limit, address)),
  ];
  return latest(await Promise.all(counted));
}

/** A success gives back all tries of that name from that address. */
async function forgive(draft: AccessKeyDraft, address: string): Promise<void> {
  const [tries] = await Promise.all([
    clearTries(perName, `${address}|${nameIn(draft)}`),
    clearRun("access key", nameIn(draft)),
  ]);
  if (tries === 0) return;
  await Promise.all([
    giveBack(perCompany, companyIn(draft), tries),
    giveBack(perSite, siteAt(draft, address), tries),
    ...perAddress.map((limit) => giveBack(limit, address, tries)),
  ]);
}

type Matched = { account: OldAccount; hash: OldHash };

/** Against each account that has a password still; where none has, against another's, for the same time. */
async function matching(called: Called, password: string): Promise<Matched | null> {
  const tried = called?.accounts.filter(({ sealedHash }) => sealedHash !== null) ?? [];
  for (const account of tried) {
    const hash = unsealOldHash(account.id, account.sealedHash ?? "");
    if (await matchesOldHash(hash, password)) return { account, hash };
  }
  if (tried.length > 0) return null;
  if (called?.decoy) await matchesOldHash(unsealOldHash(called.decoy.id, called.decoy.sealedHash), password);
  else await matchesSlowHash(null, password);
  return null;
}

const isShut = (called: NonNullable<Called>, account: OldAccount | undefined) =>
  account?.isClosed || !isOldSignInOpen({ ...called.company, suspendedAt: null });

function whyWrong(called: Called, account: OldAccount | undefined): WhyNot {
  if (!called) return "unknown";
  if (account?.isMoved) return "moved";
  if (isShut(called, account)) return "closed";
  if (!account) return "unknown";
  return account.sealedHash ? "password" : "none";
}

function judged(called: Called, matched: Matched | null): AccessKeyVerdict {
  const account = matched?.account ?? called?.accounts[0];
  const isRight = matched && called && !isShut(called, matched.account) && !matched.account.isMoved;
  if (isRight) return { verdict: "right", tenantId: called.company.id, ...matched };
  const why = whyWrong(called, account);
  return { verdict: "wrong", tenantId: called?.company.id ?? null, account: account ?? null, why };
}

/** Counts first, then checks the old password; unknown, closed, moved and wrong alike, in the same time. */
export async function checkAccessKey(draft: AccessKeyDraft, address: string): Promise<AccessKeyVerdict> {
  const called = await oldAccountsCalled(draft);
  const verdict = await queuedOld(async (): Promise<AccessKeyVerdict> => {
    const until = await countAll(draft, address);
    if (until) return { verdict: "wait", until };
    return judged(called, await matching(called, draft.password));
  });
  if (verdict.verdict === "right") await forgive(draft, address);
  return verdict;
}
