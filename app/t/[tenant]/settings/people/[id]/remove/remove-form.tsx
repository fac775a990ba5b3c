"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/field";
import { TenantForm } from "@/components/tenant-form";
import { remove } from "../manage-actions";

type Props = { personId: string; label: string; yes: string; errorTitle: string; beside: ReactNode };

export function RemoveForm({ personId, label, yes, errorTitle, beside }: Props) {
  return (
    <TenantForm
      action={remove}
      hidden={{ personId }}
      submit={yes}
      look="danger"
      errorTitle={errorTitle}
      beside={beside}
    >
      <Field name="typed" label={label} autoComplete="off" autoCapitalize="none" spellCheck={false} />
    </TenantForm>
  );
}
