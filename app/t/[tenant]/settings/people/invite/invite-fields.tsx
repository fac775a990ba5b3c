"use client";

import { use } from "react";
import { ChoiceList } from "@/components/choice-list";
import { Field } from "@/components/field";
import { FormContext } from "@/components/form-context";
import { TextAreaField } from "@/components/text-area-field";
import { MailLanguage } from "../../../mail-language";
import type { InviteWords } from "./invite-words";
import type { RoleCard } from "./offer";
import { type Seeing, SeeMailButton, SeenMail } from "./see-mail";

export type Given = { email: string; role: string; language: "en" | "nl"; userNameIsEmail: boolean };

type Props = {
  words: InviteWords;
  roles: RoleCard[];
  given: Given;
  seeing: Seeing;
};

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

/** All but the addresses. */
export function InviteFields({ words, roles, given, seeing }: Props) {
  const choices = roles.map(({ id, name, says }) => ({ value: id, label: name, hint: says }));
  return (
    <>
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
      <MailLanguage label={words.mailIn} defaultValue={given.language} />
      <Note words={words} />
      <SeeMailButton {...seeing} words={words} />
      <SeenMail seen={seeing.seen} words={words} />
    </>
  );
}
