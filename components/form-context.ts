"use client";

import { createContext, use } from "react";
import type { FormState } from "@/lib/web/form-state";

export const idle: FormState = { status: "idle" };

export const FormContext = createContext<{ id: string; state: FormState }>({ id: "form", state: idle });

export type FieldState = {
  id: string;
  hintId: string;
  errorId: string;
  error: string | undefined;
  values: string[];
  isReturned: boolean;
  describedBy: string | undefined;
};

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The error and the typed value that the last answer of the surrounding form has for this field. */
export function useFieldState(name: string, hasHint: boolean): FieldState {
  const { id: formId, state } = use(FormContext);
  const id = `${formId}-${name}`;
  const error = state.fields?.[name];
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hasHint ? hintId : "", error ? errorId : ""].filter(Boolean).join(" ");
  return {
    id,
    hintId,
    errorId,
    error,
    values: listOf(state.values?.[name]),
    isReturned: state.values !== undefined,
    describedBy: described || undefined,
  };
}
