/** What a form's action answered; sentences are in the person's language already. */
export type FormState = {
  status: "idle" | "invalid" | "refused" | "done";
  fields?: Record<string, string>;
  message?: string;
  /** Which refusal it was, for a form that has a way on for it. */
  code?: string;
  values?: Record<string, string | string[]>;
};
