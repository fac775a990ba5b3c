/** The closed list of ways to say no; each has a sentence in `refusals` of the messages. */
export const refusals = [
  "already_active",
  "already_here",
  "already_invited",
  "already_left",
  "already_started",
  "already_suspended",
  "account_exists",
  "password_capitals",
  "password_common",
  "password_context",
  "password_digits",
  "password_same",
  "password_short",
  "paused",
  "policy_moved",
  "address_differs",
  "address_in_use",
  "address_known_dead",
  "address_own",
  "address_taken",
  "address_unchanged",
  "busy",
  "file_empty",
  "file_not_text",
  "file_too_large",
  "file_too_many_rows",
  "file_utf16",
  "file_workbook",
  "import_moved",
  "import_nobody_ready",
  "review_many_powers",
  "code_wrong",
  "daily_limit",
  "flow_over",
  "flow_tries_over",
  "identity_paused",
  "invitation_closed",
  "last_owner",
  "last_way_in",
  "link_not_here",
  "link_over",
  "link_tries_over",
  "name_taken",
  "not_found",
  "not_permitted",
  "not_suspended",
  "offer_above_yours",
  "on_yourself",
  "owner_one_way_in",
  "person_above_yours",
  "restore_over",
  "review_powers",
  "role_above_yours",
  "role_becomes_elevated",
  "role_built_in",
  "role_in_use",
  "role_name_taken",
  "role_unknown",
  "roles_full",
  "second_step_due",
  "set_up_due",
  "shared_mailbox",
  "sign_in_first",
  "too_many",
  "too_many_codes",
  "undo_over",
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
