"use client";

import type { ReactNode } from "react";
import { useCommonWords } from "./common-words";
import type { FieldState } from "./form-context";
import { Glyph } from "./glyph";

type Props = {
  field: FieldState;
  label: ReactNode;
  hint?: ReactNode;
  note?: ReactNode;
  optional?: boolean | undefined;
  children: ReactNode;
};

export function FieldError({ field }: { field: FieldState }) {
  if (!field.error) return null;
  return (
    <p className="error-text" id={field.errorId}>
      <Glyph name="alert" size={18} />
      <span>{field.error}</span>
    </p>
  );
}

/** Label, hint, error, input, in that order; `note` is a format note that may stand below. */
export function FieldFrame({ field, label, hint, note, optional, children }: Props) {
  const words = useCommonWords();
  return (
    <div className={field.error ? "field is-error" : "field"}>
      <label htmlFor={field.id}>
        {label} {optional && <span className="muted optional">{words.optional}</span>}
      </label>
      {hint && (
        <div className="hint" id={field.hintId}>
          {hint}
        </div>
      )}
      <FieldError field={field} />
      {children}
      {note && <span className="hint note-below">{note}</span>}
    </div>
  );
}
