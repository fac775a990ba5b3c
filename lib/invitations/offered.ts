import type { NamedBy } from "@/lib/people/user-name";
import type { Role } from "@/lib/roles/grantable";
import type { OwnTenant } from "@/lib/tenants/own";

/** One of many to be invited: judged already, and known to be here or not. */
export type Offered = {
  line: number;
  /** Somebody of the tenant who is not invited now. */
  personId: string | null;
  email: string;
  emailKey: string;
  name: string;
  named: NamedBy;
  language: "en" | "nl";
  roles: readonly Role[];
};

export type Terms = {
  tenant: OwnTenant;
  /** How many days they work; null for what the company's rules say. */
  days: number | null;
  sendAfter: Date;
  note: string | null;
};

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
