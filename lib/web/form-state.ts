import type { ProofAsked } from "@/lib/sign-in/confirm-again";

/** What a form's action answered; sentences are in the person's language already. */
export type FormState = {
  status: "idle" | "invalid" | "refused" | "done";
  fields?: Record<string, string>;
  message?: string;
  /** Which refusal it was, for a form that has a way on for it. */
  code?: string;
  /** The one proof more that the form asks for before it is sent again. */
  confirm?: ProofAsked;
  /** What the browser's own passkey dialog is asked for that proof, as JSON. */
  confirmQuestion?: string;
  /** What the browser's own passkey dialog is asked, as JSON. */
  challenge?: string;
  /** What the page's own script is told, as JSON. */
  answer?: string;
  values?: Record<string, string | string[]>;
};
