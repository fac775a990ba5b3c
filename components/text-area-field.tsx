"use client";

import type { ReactNode } from "react";
import { FieldFrame } from "./field-frame";
import { useFieldState } from "./form-context";

type Props = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  note?: ReactNode;
  rows?: number;
  maxLength?: number | undefined;
  placeholder?: string | undefined;
  autoComplete?: string | undefined;
  spellCheck?: boolean | undefined;
  defaultValue?: string | undefined;
  optional?: boolean | undefined;
};

export function TextAreaField({
  name,
  label,
  hint,
  note,
  rows = 4,
  defaultValue,
  optional,
  ...native
}: Props) {
  const field = useFieldState(name, Boolean(hint));
  return (
    <FieldFrame field={field} label={label} hint={hint} note={note} optional={optional}>
      <textarea
        {...native}
        className="input"
        id={field.id}
        name={name}
        rows={rows}
        defaultValue={field.values[0] ?? defaultValue}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={field.describedBy}
      />
    </FieldFrame>
  );
}
