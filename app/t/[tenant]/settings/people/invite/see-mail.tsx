"use client";

import { type MouseEvent, startTransition, useEffect, useRef } from "react";
import { Glyph } from "@/components/glyph";
import type { ShownMail } from "@/lib/invitations/sample-letters";
import type { FormState } from "@/lib/web/form-state";
import { MailPreview } from "../../../mail-preview";
import type { InviteWords } from "./invite-words";

export type Seeing = { seen: FormState; see: (form: FormData) => void; pending: boolean };

/** Shows the mail as the form stands; without JavaScript the form goes to the server for it and comes back. */
export function SeeMailButton({ see, pending, words }: Seeing & { words: InviteWords }) {
  const ask = (event: MouseEvent<HTMLButtonElement>) => {
    event.preventDefault();
    const { form } = event.currentTarget;
    // Called by hand: a form that is sent would forget what was typed.
    if (form && !pending) startTransition(() => see(new FormData(form)));
  };
  return (
    <button
      type="submit"
      className="btn-link"
      formAction={see}
      onClick={ask}
      aria-disabled={pending || undefined}
    >
      <Glyph name="right" size={14} />
      {words.seeMail}
    </button>
  );
}

/** Why there is nothing to see, in the words of the first field that says so. */
const faultIn = ({ message, fields }: FormState) => message ?? Object.values(fields ?? {})[0];

export function SeenMail({ seen, words }: Pick<Seeing, "seen"> & { words: InviteWords }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (seen.status !== "idle") box.current?.focus();
  }, [seen]);
  if (seen.status === "idle") return null;
  const mail: ShownMail | null = seen.answer ? JSON.parse(seen.answer) : null;
  return (
    <section ref={box} tabIndex={-1} className="stack-8" aria-label={words.seeMail}>
      {mail ? (
        <>
          <p className="hint">{words.mailHint}</p>
          <MailPreview mail={mail} words={words.preview} />
        </>
      ) : (
        <p className="error-text">{faultIn(seen)}</p>
      )}
    </section>
  );
}
