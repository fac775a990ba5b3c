"use client";

import type { ReactNode } from "react";
import { type Choice, ChoiceList } from "@/components/choice-list";
import { TenantForm } from "@/components/tenant-form";
import { takeMoveBack } from "./actions";

type Props = {
  personId: string;
  label: string;
  reasons: Choice[];
  yes: string;
  errorTitle: string;
  beside: ReactNode;
};

export function UndoForm({ personId, label, reasons, yes, errorTitle, beside }: Props) {
  return (
    <TenantForm
      action={takeMoveBack}
      hidden={{ personId }}
      submit={yes}
      look="danger"
      errorTitle={errorTitle}
      beside={beside}
    >
      <ChoiceList name="reason" label={label} choices={reasons} />
    </TenantForm>
  );
}
