import { sentencesIn } from "@/lib/i18n/sentences";
import type { Role } from "@/lib/roles/grantable";

export type RoleFacts = {
  /** All roles of the tenant, by each name they go by. */
  rolesByName: ReadonlyMap<string, Role>;
  rolesById: ReadonlyMap<string, Role>;
  grantable: ReadonlySet<string>;
  /** For rows that name none. */
  fallback: readonly string[];
};

const nameKey = (name: string) => name.normalize("NFKC").trim().toLowerCase();

/** Built-in roles are called by both languages, a tenant's own by their name. */
export const byEachName = (roles: readonly Role[]): Map<string, Role> =>
  new Map(
    roles.flatMap((role): [string, Role][] => {
      const { builtIn } = role;
      const names = builtIn
        ? [builtIn, ...(["en", "nl"] as const).map((one) => sentencesIn(one, "roles")(`${builtIn}.name`))]
        : [role.name];
      return names.map((name) => [nameKey(name), role]);
    }),
  );

type Wanted = { roleText: string | null; roleIds: readonly string[] };
type OfRow = { roles: Role[]; fault?: "no_role" | "role_unknown" | "role_above"; role?: string };

/** The names in a cell: the whole of it, or several. */
const namesIn = (text: string, known: RoleFacts["rolesByName"]) =>
  known.has(nameKey(text)) ? [text] : text.split(/[,;/|+]/).filter((name) => name.trim() !== "");

function wantedBy({ roleText, roleIds }: Wanted, facts: RoleFacts): (Role | string)[] {
  if (roleIds.length > 0) return roleIds.map((id) => facts.rolesById.get(id) ?? id);
  if (!roleText) return facts.fallback.map((id) => facts.rolesById.get(id) ?? id);
  return namesIn(roleText, facts.rolesByName).map(
    (name) => facts.rolesByName.get(nameKey(name)) ?? name.trim(),
  );
}

/** The roles of a row: chosen for it, named in it, or those for rows that name none. */
export function rolesOfRow(row: Wanted, facts: RoleFacts): OfRow {
  const wanted = wantedBy(row, facts);
  const roles = wanted.filter((one) => typeof one !== "string");
  const unknown = wanted.find((one) => typeof one === "string");
  if (unknown !== undefined) return { roles, fault: "role_unknown", role: unknown };
  if (roles.length === 0) return { roles, fault: "no_role" };
  const above = roles.find(({ id }) => !facts.grantable.has(id));
  return above ? { roles, fault: "role_above", role: above.name } : { roles };
}
