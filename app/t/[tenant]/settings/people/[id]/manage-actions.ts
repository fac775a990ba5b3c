"use server";

import { undoWithdrawal } from "@/lib/invitations/reopen";
import { PersonChoice } from "@/lib/invitations/resend";
import { endSessionsOf, refuseIfEndedTooOften } from "@/lib/people/end-sessions";
import { Removal, removePerson } from "@/lib/people/remove";
import { restoreLeft, restoreSuspended } from "@/lib/people/restore";
import { suspendPerson } from "@/lib/people/suspend";
import { changeRolesOf, RolesOfPerson } from "@/lib/roles/change-roles-of";
import { tenantAction } from "@/lib/web/tenant-action";

export const suspend = tenantAction({
  permission: "people.suspend",
  input: PersonChoice,
  run: async (tx, input) => {
    await suspendPerson(tx, input);
    return input.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}`,
});

export const restoreAccess = tenantAction({
  permission: "people.suspend",
  input: PersonChoice,
  run: async (tx, input) => {
    await restoreSuspended(tx, input);
    return input.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}`,
});

export const bringBack = tenantAction({
  permission: "people.remove",
  input: PersonChoice,
  run: async (tx, input) => {
    await restoreLeft(tx, input);
    return input.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}`,
});

export const remove = tenantAction({
  permission: "people.remove",
  input: Removal,
  run: async (tx, input) => {
    await removePerson(tx, input);
    return input.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}`,
});

export const changeRoles = tenantAction({
  permission: "people.changeRoles",
  input: RolesOfPerson,
  run: async (tx, input) => {
    await changeRolesOf(tx, input);
    return input.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}`,
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
  run: async (tx, input) => {
    await undoWithdrawal(tx, input);
    return input.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}`,
});
