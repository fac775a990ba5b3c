"use client";

import { type ReactNode, use } from "react";
import { ChoiceList } from "@/components/choice-list";
import { FormContext } from "@/components/form-context";
import { Locked } from "@/components/locked";
import { Powers } from "@/components/powers";
import { TenantForm } from "@/components/tenant-form";
import { changeRoles } from "../manage-actions";
import type { RoleChoice } from "./role-choices";

type Words = {
  roles: string;
  hint: string;
  save: string;
  review: string;
  next: string;
  errorTitle: string;
};
type Choosing = { choices: RoleChoice[]; given: string[]; words: Words };
type Props = Choosing & { personId: string; beside: ReactNode };

/** The second look at roles with power: what they allow, one by one. The choice is kept as it was. */
function Review({ choices, chosen, words }: Omit<Choosing, "given"> & { chosen: readonly string[] }) {
  const roles = choices.filter(({ id }) => chosen.includes(id));
  const powers = [...new Set(roles.flatMap((role) => role.powers))];
  return (
    <>
      <input type="hidden" name="reviewed" value="yes" />
      {chosen.map((id) => (
        <input key={id} type="hidden" name="roles" value={id} />
      ))}
      <Locked label={words.roles} value={roles.map(({ name }) => name).join(", ")} />
      <section aria-label={words.review}>
        <h2 className="lead">{words.review}</h2>
        <Powers powers={powers} />
      </section>
      <p>{words.next}</p>
    </>
  );
}

const asked = ["review_powers", "verify_again"];

function Roles({ choices, given, words }: Choosing) {
  const { state } = use(FormContext);
  const values = state.values ?? {};
  const chosen = [values["roles"] ?? []].flat();
  const wasReviewed = values["reviewed"] === "yes" || state.code === "review_powers";
  if (wasReviewed && asked.includes(state.code ?? ""))
    return <Review choices={choices} chosen={chosen} words={words} />;
  return (
    <ChoiceList
      name="roles"
      label={words.roles}
      hint={words.hint}
      choices={choices.map(({ id, name, says }) => ({ value: id, label: name, hint: says }))}
      defaultValue={given}
      several
    />
  );
}

export function RolesForm({ personId, choices, given, words, beside }: Props) {
  return (
    <TenantForm
      action={changeRoles}
      hidden={{ personId }}
      submit={words.save}
      errorTitle={words.errorTitle}
      beside={beside}
    >
      <Roles choices={choices} given={given} words={words} />
    </TenantForm>
  );
}
