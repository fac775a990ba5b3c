import type { ReactNode } from "react";
import { Field } from "./field";

type Props = { label: ReactNode; hint: ReactNode; autoFocus?: boolean | undefined };

/** One native field for a number as people dial it; the server finds its country. */
export function PhoneField({ label, hint, autoFocus }: Props) {
  return (
    <Field
      name="number"
      type="tel"
      label={label}
      hint={hint}
      inputMode="tel"
      autoComplete="tel"
      autoFocus={autoFocus}
    />
  );
}
