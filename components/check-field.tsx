"use client";

import type { ReactNode } from "react";
import { FieldError } from "./field-frame";
import { useFieldState } from "./form-context";

type Props = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  value?: string;
  defaultChecked?: boolean | undefined;
  id?: string | undefined;
};

export function CheckField({ name, label, hint, value = "on", defaultChecked = false, id }: Props) {
  const field = useFieldState(name, Boolean(hint));
  const isChecked = field.isReturned ? field.values.includes(value) : defaultChecked;
  const inputId = id ?? field.id;
  return (
    <div className={field.error ? "field is-error" : "field"}>
      <FieldError field={field} />
      <div className="tick">
        <input
          key={String(isChecked)}
          className="check"
          type="checkbox"
          id={inputId}
          name={name}
          value={value}
          defaultChecked={isChecked}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.describedBy}
        />
        <label htmlFor={inputId}>{label}</label>
      </div>
      {hint && (
        <span className="hint tick-hint" id={field.hintId}>
          {hint}
        </span>
      )}
    </div>
  );
}
