"use client";

import { useFieldState } from "./form-context";

type Props = {
  name: string;
  /** For who hears it: who sees it reads the column's title. */
  label: string;
  defaultValue: string;
  /** What it holds is why the row is shown. */
  isFaulty?: boolean;
};

/** A field in a cell of a table. */
export function CellField({ name, label, defaultValue, isFaulty = false }: Props) {
  const field = useFieldState(name, false);
  return (
    <input
      className="input"
      id={field.id}
      name={name}
      defaultValue={field.values[0] ?? defaultValue}
      aria-label={label}
      aria-invalid={isFaulty || field.error ? true : undefined}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
