"use client";

import type { FormEvent, ReactNode } from "react";
import { FieldFrame } from "./field-frame";
import { useFieldState } from "./form-context";

type Props = {
  name?: string;
  label: ReactNode;
  hint?: ReactNode;
  note?: ReactNode;
  kind?: "app" | "backup" | "text";
  autoFocus?: boolean | undefined;
};

const withoutGaps = (event: FormEvent<HTMLInputElement>) => {
  const input = event.currentTarget;
  const digits = input.value.replace(/[\s-]/g, "");
  if (digits !== input.value) input.value = digits;
};

/** One native input; spaces and hyphens may be typed, the server takes them out. */
export function CodeField({ name = "code", label, hint, note, kind = "app", autoFocus }: Props) {
  const field = useFieldState(name, Boolean(hint));
  const isBackup = kind === "backup";
  return (
    <FieldFrame field={field} label={label} hint={hint} note={note}>
      <input
        className={isBackup ? "input input-code is-long" : "input input-code has-gap"}
        id={field.id}
        name={name}
        type="text"
        inputMode={isBackup ? "text" : "numeric"}
        autoComplete={isBackup ? "off" : "one-time-code"}
        autoCapitalize={isBackup ? "characters" : "none"}
        autoCorrect="off"
        spellCheck={false}
        onInput={isBackup ? undefined : withoutGaps}
        autoFocus={autoFocus}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={field.describedBy}
      />
    </FieldFrame>
  );
}
