"use server";

import {
  changeRoleOfMany,
  Resending,
  RoleForMany,
  remindMany,
  resendToMany,
  restoreMany,
  Suspension,
  suspendMany,
  Undoing,
} from "@/lib/people/bulk-acts";
import { Exporting, prepareExport } from "@/lib/people/export-ticket";
import { currentSessionId } from "@/lib/web/people-export";
import { tenantAction } from "@/lib/web/tenant-action";
import { doneHref } from "../done-href";

export const resendSeveral = tenantAction({
  permission: "people.invite",
  input: Resending,
  run: resendToMany,
  next: doneHref,
});

export const remindSeveral = tenantAction({
  permission: "people.invite",
  input: Resending,
  run: remindMany,
  next: doneHref,
});

export const changeRoleOfSeveral = tenantAction({
  permission: "people.changeRoles",
  input: RoleForMany,
  run: changeRoleOfMany,
  next: doneHref,
});

export const suspendSeveral = tenantAction({
  permission: "people.suspend",
  input: Suspension,
  run: suspendMany,
  next: doneHref,
});

export const undoSuspensions = tenantAction({
  permission: "people.suspend",
  input: Undoing,
  run: restoreMany,
  next: doneHref,
});

export const makeExport = tenantAction({
  permission: "people.export",
  input: Exporting,
  run: async (tx, selection) => prepareExport(tx, selection, await currentSessionId()),
  next: (ticket, tenant) => `/t/${tenant}/settings/people/export?ticket=${encodeURIComponent(ticket)}`,
});
