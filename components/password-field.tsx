"use client";

import { type ReactNode, useState } from "react";
import { useCommonWords } from "./common-words";
import { FieldFrame } from "./field-frame";
import { useFieldState } from "./form-context";

type Props = {
  name?: string;
  label: ReactNode;
  hint?: ReactNode;
  autoComplete: "current-password" | "new-password";
  autoFocus?: boolean | undefined;
};

/** A secret: what was typed never comes back from the server. */
export function PasswordField({ name = "password", label, hint, autoComplete, autoFocus }: Props) {
  const field = useFieldState(name, Boolean(hint));
  const words = useCommonWords();
  const [isShown, setShown] = useState(false);
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <span className="input-box">
        <input
          className={isShown ? "mono" : undefined}
          id={field.id}
          name={name}
          type={isShown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus={autoFocus}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.describedBy}
        />
        <button
          type="button"
          className="btn-link needs-script"
          aria-controls={field.id}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? words.hide : words.show}
        </button>
      </span>
    </FieldFrame>
  );
}
