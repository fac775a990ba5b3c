import { env } from "@/lib/env";
import type { NamedBy } from "@/lib/people/user-name";
import type { Role } from "@/lib/roles/grantable";
import type { OwnTenant } from "@/lib/tenants/own";
import { secondsFromNow } from "@/lib/time";
import type { invitationLetter } from "./letters";

/** One of many to be invited: judged already, and known to be here or not. */
export type Offered = {
  line: number;
  /** Somebody of the tenant who is not invited now. */
  personId: string | null;
  email: string;
  emailKey: string;
  name: string;
  named: NamedBy;
  /** Null: that of the company, also when that changes. */
  language: "en" | "nl" | null;
  roles: readonly Role[];
};

export type Terms = {
  tenant: OwnTenant;
  /** How many days they work; null for what the company's rules say. */
  days: number | null;
  sendAfter: Date;
  note: string | null;
  /** How it is worded; the ordinary invitation unless said otherwise. */
  letter?: typeof invitationLetter;
  /** By hand they count for the day (`refuseIfDayIsFull`); a list has a limit of its own. */
  byHand: boolean;
};

/** Of one offer that somebody makes themselves: it may be undone before its mail leaves. */
export const termsByHand = (tenant: OwnTenant, note: string | null): Terms => ({
  ...{ tenant, note, days: null, byHand: true },
  sendAfter: secondsFromNow(env().SEND_DELAY_SECONDS),
});

/** All that is stored of one invitation, with the secret of its link. */
export type Made = Offered & {
  personId: string;
  isNew: boolean;
  invitationId: string;
  number: string;
  tokenId: string;
  messageId: string;
  href: string;
  hash: string;
  ref: string;
  expiresAt: Date;
};
