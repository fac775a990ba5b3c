"use server";

import { undoWithdrawal } from "@/lib/invitations/reopen";
import { PersonChoice } from "@/lib/invitations/resend";
import { endSessionsOf, refuseIfEndedTooOften } from "@/lib/people/end-sessions";
import { Removal, removePerson } from "@/lib/people/remove";
import { restoreLeft, restoreSuspended } from "@/lib/people/restore";
import { suspendPerson } from "@/lib/people/suspend";
import { changeRolesOf, RolesOfPerson } from "@/lib/roles/change-roles-of";
import { tenantAction } from "@/lib/web/tenant-action";
import { personPath } from "../list-href";

export const suspend = tenantAction({
  permission: "people.suspend",
  input: PersonChoice,
  run: suspendPerson,
  next: (_, tenant, { personId }) => personPath(tenant, personId),
});

export const restoreAccess = tenantAction({
  permission: "people.suspend",
  input: PersonChoice,
  run: restoreSuspended,
  next: (_, tenant, { personId }) => personPath(tenant, personId),
});

export const bringBack = tenantAction({
  permission: "people.remove",
  input: PersonChoice,
  run: restoreLeft,
  next: (_, tenant, { personId }) => personPath(tenant, personId),
});

export const remove = tenantAction({
  permission: "people.remove",
  input: Removal,
  run: removePerson,
  next: (_, tenant, { personId }) => personPath(tenant, personId),
});

export const changeRoles = tenantAction({
  permission: "people.changeRoles",
  input: RolesOfPerson,
  run: changeRolesOf,
  next: (_, tenant, { personId }) => personPath(tenant, personId),
});

export const signOutEverywhere = tenantAction({
  permission: "people.endSessions",
  input: PersonChoice,
  before: refuseIfEndedTooOften,
  run: endSessionsOf,
  done: ({ name, sessions }) => ({ key: "signedOut", values: { name, count: sessions } }),
});

export const reopen = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  run: undoWithdrawal,
  next: (_, tenant, { personId }) => personPath(tenant, personId),
});
