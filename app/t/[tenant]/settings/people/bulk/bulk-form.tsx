"use client";

import { type ReactNode, use } from "react";
import { ChoiceList } from "@/components/choice-list";
import { Field } from "@/components/field";
import { FormContext } from "@/components/form-context";
import { Locked } from "@/components/locked";
import { Powers } from "@/components/powers";
import { TenantForm } from "@/components/tenant-form";
import type { BulkAct } from "@/lib/people/bulk-plan";
import type { Selection } from "@/lib/people/selection";
import type { RoleChoice } from "../[id]/roles/role-choices";
import { changeRoleOfSeveral, remindSeveral, resendSeveral, suspendSeveral } from "./actions";
import { SelectionFields } from "./selection-fields";

const acts = {
  resend: { action: resendSeveral, look: "primary" },
  remind: { action: remindSeveral, look: "primary" },
  roles: { action: changeRoleOfSeveral, look: "primary" },
  suspend: { action: suspendSeveral, look: "danger" },
} as const;

type Words = Record<"yes" | "errorTitle" | "role" | "roleHint" | "review" | "type", string>;

type Props = {
  act: BulkAct;
  count: number;
  selection: Selection;
  choices: RoleChoice[];
  isTyped: boolean;
  words: Words;
  beside: ReactNode;
};

const asked = ["review_many_powers", "verify_again"];

/** The role, and for one with power over others what it allows, looked at once more. */
function Role({ choices, words }: Pick<Props, "choices" | "words">) {
  const { state } = use(FormContext);
  const chosen = choices.find(({ id }) => id === state.values?.["role"]);
  const wasReviewed = state.values?.["reviewed"] === "yes" || state.code === "review_many_powers";
  if (!chosen || !wasReviewed || !asked.includes(state.code ?? ""))
    return (
      <ChoiceList
        name="role"
        label={words.role}
        hint={words.roleHint}
        choices={choices.map(({ id, name, says }) => ({ value: id, label: name, hint: says }))}
      />
    );
  return (
    <>
      <input type="hidden" name="reviewed" value="yes" />
      <input type="hidden" name="role" value={chosen.id} />
      <Locked label={words.role} value={chosen.name} />
      <section aria-label={words.review}>
        <p>{words.review}</p>
        <Powers powers={chosen.powers} />
      </section>
    </>
  );
}

/** One post for all of them. */
export function BulkForm({ act, count, selection, choices, isTyped, words, beside }: Props) {
  const { action, look } = acts[act];
  return (
    <TenantForm
      action={action}
      hidden={{ count: String(count) }}
      submit={words.yes}
      look={look}
      errorTitle={words.errorTitle}
      beside={beside}
    >
      <SelectionFields selection={selection} />
      {act === "roles" && <Role choices={choices} words={words} />}
      {isTyped && <Field name="typed" label={words.type} inputMode="numeric" autoComplete="off" />}
    </TenantForm>
  );
}
