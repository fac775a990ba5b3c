"use client";

import type { ReactNode } from "react";
import { FieldFrame } from "./field-frame";
import { useFieldState } from "./form-context";

export type Option = { value: string; label: string; lang?: string | undefined };

type Props = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  note?: ReactNode;
  options: Option[];
  defaultValue?: string | undefined;
  optional?: boolean | undefined;
};

export function SelectField({ name, label, hint, note, options, defaultValue, optional }: Props) {
  const field = useFieldState(name, Boolean(hint));
  const value = field.values[0] ?? defaultValue;
  return (
    <FieldFrame field={field} label={label} hint={hint} note={note} optional={optional}>
      {/* The key makes React take a returned choice over: it forgets a select's default after an action. */}
      <select
        key={value}
        className="select"
        id={field.id}
        name={name}
        defaultValue={value}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={field.describedBy}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
