"use server";

import { PersonChoice } from "@/lib/invitations/resend";
import { createIdentity, createSeparate, MoveAnswer, moveExisting } from "@/lib/migration/create-identity";
import { editPerson, PersonEdit } from "@/lib/people/edit-person";
import { tenantAction } from "@/lib/web/tenant-action";

export const savePerson = tenantAction({
  permission: "people.edit",
  input: PersonEdit,
  run: async (tx, edit) => {
    await editPerson(tx, edit);
    return edit;
  },
  next: ({ personId, goesOn }, tenant) =>
    `/t/${tenant}/settings/people/${personId}/identity?${goesOn ? "step=sure" : "told=saved"}`,
});

export const create = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  run: async (tx, input) => {
    await createIdentity(tx, input);
    return input.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}?told=identity_created`,
});

export const moveAlong = tenantAction({
  permission: "migration.run",
  input: MoveAnswer,
  run: moveExisting,
  next: ({ personId, isMailed }, tenant) =>
    `/t/${tenant}/settings/people/${personId}?told=${isMailed ? "identity_created" : "account_linked"}`,
});

export const makeSeparate = tenantAction({
  permission: "migration.run",
  input: PersonChoice,
  run: async (tx, input) => {
    await createSeparate(tx, input);
    return input.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}?told=identity_created`,
});
