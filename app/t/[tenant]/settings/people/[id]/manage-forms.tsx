"use client";

import { TenantForm } from "@/components/tenant-form";
import { signOutEverywhere, suspend } from "./manage-actions";

const acts = {
  suspend: { action: suspend, look: "danger" },
  signOut: { action: signOutEverywhere, look: "secondary" },
} as const;

type Props = {
  act: keyof typeof acts;
  personId: string;
  title: string;
  what: string;
  yes: string;
  errorTitle: string;
};

/** One thing to do, opened by its name: what it does, then the button that does it. */
export function ManageForm({ act, personId, title, what, yes, errorTitle }: Props) {
  const { action, look } = acts[act];
  return (
    <details className="disclosure">
      <summary>{title}</summary>
      <div className="stack-8">
        <p>{what}</p>
        <TenantForm action={action} hidden={{ personId }} submit={yes} look={look} errorTitle={errorTitle} />
      </div>
    </details>
  );
}
