"use client";

import type { ReactNode } from "react";
import { type Choice, ChoiceList } from "@/components/choice-list";
import { TenantForm } from "@/components/tenant-form";
import { create, makeSeparate, moveAlong } from "./actions";

type Form = { personId: string; yes: string; errorTitle: string; beside?: ReactNode };

export function CreateForm({ personId, yes, errorTitle, beside }: Form) {
  return (
    <TenantForm
      action={create}
      hidden={{ personId }}
      submit={yes}
      size="lg"
      errorTitle={errorTitle}
      beside={beside}
    />
  );
}

type Moving = Form & {
  /** Those that only look like theirs; a single one needs no choice, the question is about it. */
  proposed: readonly Choice[];
  likely: string[];
  isAlone: boolean;
  label: string;
  hint: string | undefined;
};

export function MoveForm({ personId, yes, errorTitle, beside, ...choice }: Moving) {
  const { proposed, likely, isAlone, label, hint } = choice;
  return (
    <TenantForm
      action={moveAlong}
      hidden={{ personId, ...(isAlone && proposed[0] && { accounts: proposed[0].value }) }}
      submit={yes}
      size="lg"
      errorTitle={errorTitle}
      beside={beside}
    >
      {!isAlone && proposed.length > 0 && (
        <ChoiceList
          name="accounts"
          label={label}
          hint={hint}
          choices={[...proposed]}
          defaultValue={likely}
          several
        />
      )}
    </TenantForm>
  );
}

export function SeparateForm({ personId, yes, errorTitle }: Form) {
  return (
    <TenantForm
      action={makeSeparate}
      hidden={{ personId }}
      submit={yes}
      look="danger"
      errorTitle={errorTitle}
    />
  );
}
