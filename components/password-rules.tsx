"use client";

import { use, useEffect, useState } from "react";
import { FormContext } from "./form-context";
import { Glyph } from "./glyph";

type Kind = "length" | "capitals" | "digits";

export type PasswordRuleWords = {
  rules: { kind: Kind; least: number; sentence: string }[];
  /** Read aloud at a rule that is met. */
  met: string;
  tip: string;
};

/** The server counts the same way, and its word decides. */
const counts: Record<Kind, (text: string) => number> = {
  length: (text) => [...text].length,
  capitals: (text) => text.match(/\p{Lu}/gu)?.length ?? 0,
  digits: (text) => text.match(/\p{Nd}/gu)?.length ?? 0,
};

/** What a new password needs, ticked off while it is typed; a plain list without JavaScript. For a field's hint. */
export function PasswordRules({ name = "password", words }: { name?: string; words: PasswordRuleWords }) {
  const { id } = use(FormContext);
  const [typed, setTyped] = useState("");

  useEffect(() => {
    const input = document.getElementById(`${id}-${name}`);
    if (!(input instanceof HTMLInputElement)) return;
    const read = () => setTyped(input.value.normalize("NFC"));
    read();
    // A refused form comes back without the password; `reset` is said before the field is empty.
    const readLater = () => setTimeout(read);
    const { form } = input;
    input.addEventListener("input", read);
    form?.addEventListener("reset", readLater);
    return () => {
      input.removeEventListener("input", read);
      form?.removeEventListener("reset", readLater);
    };
  }, [id, name]);

  return (
    <>
      <ul className="password-rules">
        {words.rules.map(({ kind, least, sentence }) => {
          const isMet = counts[kind](typed) >= least;
          return (
            <li key={kind} className={isMet ? "is-met" : undefined}>
              {isMet ? <Glyph name="check" size={16} /> : <i aria-hidden="true" />}
              {sentence}
              {isMet && <span className="sr">: {words.met}</span>}
            </li>
          );
        })}
      </ul>
      {words.tip}
    </>
  );
}
