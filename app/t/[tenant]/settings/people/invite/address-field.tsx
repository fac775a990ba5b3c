"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { use, useRef, useState } from "react";
import { FieldFrame } from "@/components/field-frame";
import { FormContext, useFieldState } from "@/components/form-context";
import type { Looked } from "@/lib/imports/check-several";
import { type Acts, AddressChips } from "./address-chips";
import { placeOf, withInstead, without } from "./edit-list";
import type { InviteWords } from "./invite-words";
import { useLooked } from "./use-looked";

type Props = {
  words: InviteWords;
  given: string;
  listHref: string;
  isSending: boolean;
  onLooked: (looked: Looked) => void;
};

/** Somebody who is here already cannot be invited, but can be found. */
function FindInList({ words, listHref }: Pick<Props, "words" | "listHref">) {
  const { state } = use(FormContext);
  const email = state.values?.email;
  if (!state.code?.startsWith("already_") || typeof email !== "string") return null;
  return (
    <p>
      <Link href={`${listHref}?q=${encodeURIComponent(email.trim())}`} prefetch={false}>
        {words.findInList}
      </Link>
    </p>
  );
}

/** The list of addresses, and what can be done about one of them without touching the others. */
function useList(given: string) {
  const { values } = useFieldState("keep", false);
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(given);
  const [keep, setKeep] = useState<readonly string[]>(values);
  const [settled, setSettled] = useState<readonly string[]>([]);
  const select = (email: string) => {
    const place = placeOf(text, email);
    box.current?.focus();
    if (place) box.current?.setSelectionRange(...place);
  };
  const acts: Acts = {
    takeOut: (email) => {
      setText(without(text, email));
      box.current?.focus();
    },
    keep: (email) => {
      setKeep([...keep, email]);
      box.current?.focus();
    },
    change: (email, to) => {
      if (to === undefined) return select(email);
      setText(withInstead(text, email, to));
      box.current?.focus();
    },
    settle: (email, sentence) => {
      setText((now) => without(now, email));
      setSettled((told) => [...told, `${email}: ${sentence}`]);
      box.current?.focus();
    },
  };
  return { box, text, setText, keep, settled, acts };
}

/** What became of the addresses that are out of the list again. */
const Settled = ({ sentences }: { sentences: readonly string[] }) =>
  sentences.map((sentence) => (
    <p key={sentence} className="form-told">
      {sentence}
    </p>
  ));

/** One address or several; as somebody types, each becomes a chip that says what would become of it. */
export function AddressField({ words, given, listHref, isSending, onLooked }: Props) {
  const { tenant } = useParams<{ tenant: string }>();
  const { id: formId } = use(FormContext);
  const field = useFieldState("email", true);
  const { box, text, setText, keep, settled, acts } = useList(field.values[0] ?? given);
  const looked = useLooked({ tenant, text, keep, isSending }, onLooked);
  return (
    <>
      {/* Outside of the form it belongs to: the forms of its chips cannot stand inside of another. */}
      <FieldFrame field={field} label={words.email} hint={words.emailHint}>
        <textarea
          ref={box}
          className="input"
          id={field.id}
          name="email"
          form={formId}
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.describedBy}
        />
        {keep.map((email) => (
          <input key={email} type="hidden" name="keep" form={formId} value={email} />
        ))}
      </FieldFrame>
      <div aria-live="polite" className="stack-8">
        {looked.isList && <p className="hint">{words.isList.replace("{count}", String(looked.count))}</p>}
        <AddressChips checked={looked.checked} words={words} acts={acts} />
        <Settled sentences={settled} />
      </div>
      <p className="hint">
        <Link href={`${listHref}/import`} prefetch={false}>
          {words.fromList}
        </Link>
      </p>
      <FindInList words={words} listHref={listHref} />
    </>
  );
}
