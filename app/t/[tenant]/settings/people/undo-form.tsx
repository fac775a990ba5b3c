"use client";

import { TenantForm } from "@/components/tenant-form";
import { undo } from "./actions";

/** Holds back a mail that has not left yet. */
export function UndoForm({ personId, label }: { personId: string; label: string }) {
  return <TenantForm action={undo} hidden={{ personId }} submit={label} look="link" inline />;
}
