"use server";

import { changeRole } from "@/lib/roles/change-role";
import { deleteRole } from "@/lib/roles/delete-role";
import { makeRole } from "@/lib/roles/make-role";
import { RoleChange, RoleChoice, RoleDraft } from "@/lib/roles/role-draft";
import { tenantAction } from "@/lib/web/tenant-action";

export const make = tenantAction({
  permission: "roles.edit",
  input: RoleDraft,
  run: makeRole,
  next: (_made, tenant) => `/t/${tenant}/settings/roles?told=made`,
});

export const save = tenantAction({
  permission: "roles.edit",
  input: RoleChange,
  run: changeRole,
  next: (_saved, tenant) => `/t/${tenant}/settings/roles?told=saved`,
});

export const drop = tenantAction({
  permission: "roles.edit",
  input: RoleChoice,
  run: deleteRole,
  next: (_deleted, tenant) => `/t/${tenant}/settings/roles?told=deleted`,
});
