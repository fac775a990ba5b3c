"use client";

import type { ReactNode } from "react";
import { buttonClass } from "@/components/button";
import { Field } from "@/components/field";
import { Locked } from "@/components/locked";
import { TenantForm } from "@/components/tenant-form";
import { TextAreaField } from "@/components/text-area-field";
import { savePerson } from "./actions";

type Words = Record<
  "name" | "userName" | "userNameHint" | "email" | "phone" | "phoneHint" | "note" | "noteHint",
  string
> &
  Record<"save" | "create" | "errorTitle", string>;

type Values = Record<"name" | "userName" | "email" | "phone" | "note", string>;

type Props = {
  personId: string;
  seen: string;
  values: Values;
  words: Words;
  /** Why the address is changed elsewhere, for whom it is. */
  emailWhy: string | null;
  userNameIsEmail: boolean;
  mayCreate: boolean;
  beside: ReactNode;
};

const plain = { autoComplete: "off", autoCapitalize: "none", spellCheck: false } as const;

function Address({ words, values, emailWhy }: Pick<Props, "words" | "values" | "emailWhy">) {
  if (emailWhy === null)
    return <Field name="email" type="email" label={words.email} defaultValue={values.email} {...plain} />;
  return (
    <div>
      <Locked label={words.email} value={values.email || "–"} />
      <p className="hint">{emailWhy}</p>
    </div>
  );
}

/** One form with two ways to send it: both save, and one goes on to the account. */
export function IdentityForm({ personId, seen, values, words, mayCreate, beside, ...address }: Props) {
  return (
    <TenantForm
      action={savePerson}
      hidden={{ personId, seen }}
      submit={words.save}
      look={mayCreate ? "secondary" : "primary"}
      errorTitle={words.errorTitle}
      beside={
        <>
          {mayCreate && (
            <button type="submit" name="goesOn" value="yes" className={buttonClass({ look: "primary" })}>
              {words.create}
            </button>
          )}
          {beside}
        </>
      }
    >
      <Field name="name" label={words.name} defaultValue={values.name} autoComplete="off" />
      <Address words={words} values={values} emailWhy={address.emailWhy} />
      <Field
        name="userName"
        label={words.userName}
        hint={words.userNameHint}
        defaultValue={values.userName}
        optional={!address.userNameIsEmail}
        {...plain}
      />
      <Field
        name="phone"
        type="tel"
        label={words.phone}
        hint={words.phoneHint}
        defaultValue={values.phone}
        inputMode="tel"
        autoComplete="off"
        optional
      />
      <TextAreaField
        name="note"
        label={words.note}
        hint={words.noteHint}
        defaultValue={values.note}
        rows={3}
        maxLength={280}
        optional
      />
    </TenantForm>
  );
}
