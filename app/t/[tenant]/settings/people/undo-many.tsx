"use client";

import { TenantForm } from "@/components/tenant-form";
import { undoSuspensions } from "./bulk/actions";

/** Opens the door again for all to whom it was just closed. */
export function UndoMany({ query, label }: { query: string; label: string }) {
  return <TenantForm action={undoSuspensions} hidden={{ query }} submit={label} look="secondary" size="sm" />;
}
