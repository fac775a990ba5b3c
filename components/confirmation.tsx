"use client";

import { CodeField } from "./code-field";
import { useCommonWords } from "./common-words";
import { PasswordField } from "./password-field";

type Props = { ask: "code" | "password" | undefined; autoFocus: boolean };

/** One proof more before a form does something that matters. */
export function Confirmation({ ask, autoFocus }: Props) {
  const words = useCommonWords();
  if (!ask) return null;
  return ask === "code" ? (
    <CodeField name="confirmation" label={words.confirmCode} autoFocus={autoFocus} />
  ) : (
    <PasswordField
      name="confirmation"
      label={words.confirmPassword}
      autoComplete="current-password"
      autoFocus={autoFocus}
    />
  );
}
