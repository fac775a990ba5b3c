"use client";

import type { FormState } from "@/lib/web/form-state";
import { CodeField } from "./code-field";
import { useCommonWords } from "./common-words";
import { PasskeyConfirmation } from "./passkey-confirmation";
import { PasswordField } from "./password-field";

type Props = { ask: FormState["confirm"]; question: string | undefined; autoFocus: boolean };

/** One proof more before a form does something that matters: that of the second step, where there is one. */
export function Confirmation({ ask, question, autoFocus }: Props) {
  const words = useCommonWords();
  if (!ask) return null;
  if (ask === "password")
    return (
      <PasswordField
        name="confirmation"
        label={words.confirmPassword}
        autoComplete="current-password"
        autoFocus={autoFocus}
      />
    );
  return (
    <>
      {ask !== "passkey" && <CodeField name="confirmation" label={words.confirmCode} autoFocus={autoFocus} />}
      {/* A key of its own: the answer to an earlier question does not stay in the form. */}
      {question && (
        <PasskeyConfirmation
          key={question}
          question={question}
          look={ask === "passkey" ? "primary" : "secondary"}
        />
      )}
    </>
  );
}
