import { everyPermission, type Permission } from "@/lib/access/permissions";

const groupNames = ["people", "roles", "company", "rules", "activity", "moving", "recovery"] as const;
export type GroupName = (typeof groupNames)[number];

type Subject<P extends Permission> = P extends `${infer S}.${string}` ? S : never;

const groupOfSubject: Record<Subject<Permission>, GroupName> = {
  people: "people",
  roles: "roles",
  company: "company",
  policy: "rules",
  activity: "activity",
  migration: "moving",
  recovery: "recovery",
};

const groupOf = (permission: Permission): GroupName =>
  permission === "people.startRecovery"
    ? "recovery"
    : groupOfSubject[permission.split(".")[0] as Subject<Permission>];

/** The closed list in the order in which people think of it. */
export const permissionGroups = groupNames.map((name) => ({
  name,
  permissions: everyPermission.filter((one) => groupOf(one) === name),
}));
