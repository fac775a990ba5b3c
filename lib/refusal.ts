/** The closed list of ways to say no; each has a sentence in `refusals` of the messages. */
export const refusals = [
  "already_active",
  "already_here",
  "already_invited",
  "already_left",
  "already_started",
  "already_suspended",
  "account_exists",
  "activation_code_asked",
  "password_capitals",
  "password_common",
  "password_context",
  "password_digits",
  "password_same",
  "password_short",
  "paused",
  "policy_moved",
  "address_in_use",
  "address_own",
  "address_taken",
  "address_unchanged",
  "answer_context",
  "busy",
  "code_wrong",
  "country_blocked",
  "country_blocked_alone",
  "daily_limit",
  "flow_over",
  "flow_tries_over",
  "identity_paused",
  "invitation_closed",
  "last_way_in",
  "link_not_here",
  "link_over",
  "link_tries_over",
  "name_taken",
  "not_found",
  "not_permitted",
  "number_again",
  "number_form",
  "offer_above_yours",
  "review_powers",
  "role_above_yours",
  "role_unknown",
  "second_step_due",
  "set_up_due",
  "shared_mailbox",
  "sign_in_first",
  "text_blocked",
  "texts_off",
  "too_many",
  "too_many_codes",
  "too_many_texts",
  "user_name_foreign_address",
  "user_name_not_email",
  "user_name_taken",
  "verify_again",
  "way_closed",
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
