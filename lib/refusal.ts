/** The closed list of ways to say no; each has a sentence in `refusals` of the messages. */
export const refusals = [
  "already_active",
  "already_here",
  "already_invited",
  "already_left",
  "already_started",
  "already_suspended",
  "account_exists",
  "password_common",
  "password_context",
  "password_short",
  "paused",
  "address_taken",
  "address_unchanged",
  "busy",
  "code_wrong",
  "daily_limit",
  "flow_over",
  "flow_tries_over",
  "identity_paused",
  "invitation_closed",
  "link_not_here",
  "name_taken",
  "not_found",
  "not_permitted",
  "offer_above_yours",
  "review_powers",
  "role_above_yours",
  "role_unknown",
  "shared_mailbox",
  "sign_in_first",
  "too_many",
  "too_many_codes",
  "verify_again",
  "wrong_origin",
] as const;

export type RefusalCode = (typeof refusals)[number];

/** "No, and nothing changed": throwing it rolls the transaction back. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: RefusalCode,
    readonly values: Record<string, string | number | Date> = {},
    /** The field of the form it belongs to, when there is one. */
    readonly field?: string,
  ) {
    super(code);
  }
}

export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && error.name === "Refusal" && "code" in error;
