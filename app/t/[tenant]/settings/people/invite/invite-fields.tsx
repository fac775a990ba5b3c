"use client";

import Link from "next/link";
import { use } from "react";
import { ChoiceList } from "@/components/choice-list";
import { Field } from "@/components/field";
import { FormContext } from "@/components/form-context";
import { SelectField } from "@/components/select-field";
import { TextAreaField } from "@/components/text-area-field";
import { AddressField } from "./address-field";
import type { InviteWords } from "./invite-words";
import type { RoleCard } from "./offer";

export type Given = { email: string; role: string; language: "en" | "nl"; userNameIsEmail: boolean };

type Props = {
  words: InviteWords;
  roles: RoleCard[];
  given: Given;
  listHref: string;
  onReady: (count: number) => void;
};

const mailLanguages = [
  { value: "nl", label: "Nederlands", lang: "nl" },
  { value: "en", label: "English", lang: "en" },
];

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

function Note({ words }: Pick<Props, "words">) {
  const { state } = use(FormContext);
  const hasNote = Boolean(state.values?.note) || Boolean(state.fields?.note);
  return (
    <details className="disclosure" open={hasNote}>
      <summary>{words.addNote}</summary>
      <TextAreaField name="note" label={words.note} hint={words.noteHint} rows={3} maxLength={280} />
    </details>
  );
}

/** Chosen by the inviter, unless the company has made it the address. */
function UserName({ words, isEmail }: { words: InviteWords; isEmail: boolean }) {
  if (isEmail) return <p className="hint">{words.userNameIsEmail}</p>;
  return (
    <Field
      name="userName"
      label={words.userName}
      hint={words.userNameHint}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
      optional
    />
  );
}

export function InviteFields({ words, roles, given, listHref, onReady }: Props) {
  const choices = roles.map(({ id, name, says }) => ({ value: id, label: name, hint: says }));
  return (
    <>
      <AddressField words={words} given={given.email} onReady={onReady} />
      <p className="hint">
        <Link href={`${listHref}/import`} prefetch={false}>
          {words.fromList}
        </Link>
      </p>
      <FindInList words={words} listHref={listHref} />
      <Field name="name" label={words.name} autoComplete="off" maxLength={200} optional />
      <UserName words={words} isEmail={given.userNameIsEmail} />
      <ChoiceList
        name="roles"
        label={words.roles}
        hint={words.rolesHint}
        choices={choices}
        defaultValue={given.role}
        several
      />
      <SelectField
        name="language"
        label={words.mailIn}
        options={mailLanguages}
        defaultValue={given.language}
      />
      <Note words={words} />
    </>
  );
}
