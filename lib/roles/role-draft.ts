import { z } from "zod";
import { everyPermission, type Permission } from "@/lib/access/permissions";

export const LONGEST_ROLE_NAME = 60;

// Control, format and separator characters make two names look like one.
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const RoleName = z
  .string()
  .transform((name) => name.normalize("NFC").trim().replace(/ {2,}/g, " "))
  .pipe(
    z
      .string()
      .min(1, "role_name_missing")
      .refine((name) => [...name].length <= LONGEST_ROLE_NAME, "role_name_long")
      .refine((name) => !forbidden.test(name), "role_name_characters"),
  );

const Permissions = z
  .array(z.enum(everyPermission, "permission_unknown"))
  .max(everyPermission.length, "permission_unknown");

export const RoleDraft = z.strictObject({ name: RoleName, permissions: Permissions });
export type RoleDraft = z.output<typeof RoleDraft>;

export const RoleChange = RoleDraft.extend({
  roleId: z.uuid("not_found"),
  /** Set by the second look at a role that gets power over others. */
  reviewed: z.literal("yes").optional(),
});
export type RoleChange = z.output<typeof RoleChange>;

export const RoleChoice = z.strictObject({ roleId: z.uuid("not_found") });

/** The page on which a permission is used asks for another one. */
const needs: Partial<Record<Permission, Permission>> = {
  "people.invite": "people.view",
  "people.edit": "people.view",
  "people.endSessions": "people.view",
  "people.suspend": "people.view",
  "people.remove": "people.view",
  "people.changeRoles": "people.view",
  "people.startRecovery": "people.view",
  "people.export": "people.view",
  "roles.edit": "roles.view",
  "policy.edit": "policy.view",
  "activity.export": "activity.view",
  "migration.run": "migration.view",
};

/** With all they need to be of use, in the order of the list. */
export function withNeeds(chosen: readonly Permission[]): Permission[] {
  const all = new Set(chosen.flatMap((one) => [one, ...(needs[one] ? [needs[one]] : [])]));
  return everyPermission.filter((one) => all.has(one));
}
