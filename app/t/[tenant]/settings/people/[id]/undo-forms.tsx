"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { TenantForm } from "@/components/tenant-form";
import { bringBack, changeRoles, reopen, restoreAccess } from "./manage-actions";

export type UndoWay =
  | { act: "restore" | "bringBack" | "reopen" }
  | { act: "roles"; roles: readonly string[] };

type Props = { personId: string; way: UndoWay; label: string; seconds: number };

const actions = { restore: restoreAccess, bringBack, reopen, roles: changeRoles };

/** One button that posts the inverse. Once its time is over the page is read again, without it. */
export function UndoForms({ personId, way, label, seconds }: Props) {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), seconds * 1000 + 500);
    return () => clearTimeout(timer);
  }, [router, seconds]);
  return (
    <TenantForm action={actions[way.act]} hidden={{ personId }} submit={label} look="secondary" size="sm">
      {way.act === "roles" && (
        <>
          <input type="hidden" name="reviewed" value="yes" />
          {way.roles.map((role) => (
            <input key={role} type="hidden" name="roles" value={role} />
          ))}
        </>
      )}
    </TenantForm>
  );
}
