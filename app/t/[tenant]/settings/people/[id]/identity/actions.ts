"use server";

import { PersonChoice } from "@/lib/invitations/resend";
import { createIdentity, createSeparate, MoveAnswer, moveExisting } from "@/lib/migration/create-identity";
import { editPerson, PersonEdit } from "@/lib/people/edit-person";
import { tenantAction } from "@/lib/web/tenant-action";
import { personPath } from "../../list-href";
import { identityPath } from "./read-identity";

export const savePerson = tenantAction({
  permission: "people.edit",
  input: PersonEdit,
  run: editPerson,
  next: (_, tenant, { personId, goesOn }) =>
    `${identityPath(tenant, personId)}?${goesOn ? "step=sure" : "told=saved"}`,
});

export const create = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  run: createIdentity,
  next: (_, tenant, { personId }) => `${personPath(tenant, personId)}?told=identity_created`,
});

export const moveAlong = tenantAction({
  permission: "migration.run",
  input: MoveAnswer,
  run: moveExisting,
  next: ({ personId, isMailed }, tenant) =>
    `${personPath(tenant, personId)}?told=${isMailed ? "identity_created" : "account_linked"}`,
});

export const makeSeparate = tenantAction({
  permission: "migration.run",
  input: PersonChoice,
  run: createSeparate,
  next: (_, tenant, { personId }) => `${personPath(tenant, personId)}?told=identity_created`,
});
