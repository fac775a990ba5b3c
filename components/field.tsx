"use client";

import type { ComponentProps, ReactNode } from "react";
import { FieldFrame } from "./field-frame";
import { useFieldState } from "./form-context";

type Native = Pick<
  ComponentProps<"input">,
  | "accept"
  | "autoComplete"
  | "autoCapitalize"
  | "autoFocus"
  | "inputMode"
  | "list"
  | "maxLength"
  | "min"
  | "max"
  | "placeholder"
  | "readOnly"
  | "required"
  | "spellCheck"
  | "step"
>;

type Props = Native & {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  note?: ReactNode;
  type?: "text" | "email" | "tel" | "url" | "number" | "date" | "time" | "search" | "color" | "file";
  defaultValue?: string | number | undefined;
  optional?: boolean | undefined;
  mono?: boolean | undefined;
  /** What a number counts; stands beside it. */
  unit?: string | undefined;
};

export function Field({
  name,
  label,
  hint,
  note,
  type = "text",
  defaultValue,
  optional,
  mono,
  unit,
  ...native
}: Props) {
  const field = useFieldState(name, Boolean(hint));
  const unitId = `${field.id}-unit`;
  const input = (
    <input
      {...native}
      className={mono ? "input mono" : "input"}
      id={field.id}
      name={name}
      type={type}
      defaultValue={field.values[0] ?? defaultValue}
      aria-invalid={field.error ? true : undefined}
      aria-describedby={unit ? [unitId, field.describedBy].filter(Boolean).join(" ") : field.describedBy}
    />
  );
  return (
    <FieldFrame field={field} label={label} hint={hint} note={note} optional={optional}>
      {unit ? (
        <span className="with-unit">
          {input}
          <span id={unitId}>{unit}</span>
        </span>
      ) : (
        input
      )}
    </FieldFrame>
  );
}
