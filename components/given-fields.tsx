"use client";

import type { ReactNode } from "react";
import { ErrorSummary } from "./error-summary";
import { FormContext } from "./form-context";

const ID = "form";

type Props = { wrong: Record<string, string> | undefined; children: ReactNode };

/** The fields of a form that asks by its address: what is wrong is said above and at the field, as in any other. */
export function GivenFields({ wrong, children }: Props) {
  if (!wrong) return children;
  const state = { status: "invalid", fields: wrong } as const;
  return (
    <FormContext value={{ id: ID, state }}>
      <ErrorSummary formId={ID} state={state} />
      {children}
    </FormContext>
  );
}
