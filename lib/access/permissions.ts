type Rule = { mode: "read" | "write"; fresh?: true; elevated?: true };

/**
 * The closed list of what can be allowed. `fresh` asks for a factor confirmed in the last five minutes;
 * who holds an `elevated` one always needs a second step.
 */
export const permissions = {
  "people.view": { mode: "read" },
  "people.invite": { mode: "write" },
  "people.edit": { mode: "write" },
  "people.endSessions": { mode: "write" },
  "people.suspend": { mode: "write", fresh: true },
  "people.remove": { mode: "write", fresh: true },
  "people.changeRoles": { mode: "write", fresh: true, elevated: true },
  "people.startRecovery": { mode: "write", fresh: true, elevated: true },
  "people.export": { mode: "read", fresh: true },
  "roles.view": { mode: "read" },
  "roles.edit": { mode: "write", fresh: true, elevated: true },
  "company.edit": { mode: "write" },
  "policy.view": { mode: "read" },
  "policy.edit": { mode: "write", fresh: true, elevated: true },
  "activity.view": { mode: "read" },
  "activity.export": { mode: "read", fresh: true },
  "migration.view": { mode: "read" },
  "migration.run": { mode: "write", fresh: true, elevated: true },
  "recovery.approve": { mode: "write", fresh: true, elevated: true },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

/** Those that ask for nothing beyond holding them. */
export type PlainPermission = {
  [P in Permission]: (typeof permissions)[P] extends { fresh: true } | { elevated: true } ? never : P;
}[Permission];

export const everyPermission = Object.keys(permissions) as Permission[];

export const ruleFor = (permission: Permission): Rule => permissions[permission];

export const builtInRoles = ["owner", "administrator", "manager", "member"] as const;
export type BuiltInRole = (typeof builtInRoles)[number];

const held: Record<BuiltInRole, readonly Permission[]> = {
  owner: everyPermission,
  administrator: everyPermission.filter((one) => one !== "roles.edit" && one !== "policy.edit"),
  manager: ["people.view", "people.invite", "people.edit", "roles.view"],
  member: [],
};

const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name);

type RoleRow = { builtIn: BuiltInRole | null; permissions: readonly string[] };

/** What a role allows: the built-in ones are said here, a tenant's own in its row. */
export const permissionsOf = (role: RoleRow): readonly Permission[] =>
  role.builtIn ? held[role.builtIn] : role.permissions.filter(isPermission);

/** What somebody may do in all, from the rows of their roles. */
export const permissionsOfAll = (
  builtIn: readonly BuiltInRole[],
  own: readonly string[],
): ReadonlySet<Permission> =>
  new Set([...builtIn.flatMap((role) => held[role]), ...own.filter(isPermission)]);

export const isElevated = (role: RoleRow) => permissionsOf(role).some((one) => ruleFor(one).elevated);
