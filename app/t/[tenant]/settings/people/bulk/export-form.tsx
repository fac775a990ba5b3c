"use client";

import type { ReactNode } from "react";
import { TenantForm } from "@/components/tenant-form";
import type { Selection } from "@/lib/people/selection";
import { makeExport } from "./actions";
import { SelectionFields } from "./selection-fields";

type Props = { selection: Selection; yes: string; errorTitle: string; beside: ReactNode };

export function ExportForm({ selection, yes, errorTitle, beside }: Props) {
  return (
    <TenantForm action={makeExport} submit={yes} errorTitle={errorTitle} beside={beside}>
      <SelectionFields selection={selection} />
    </TenantForm>
  );
}
