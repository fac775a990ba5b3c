import { type AccountQuery, accountParams } from "@/lib/migration/account-query";

const nothing = { q: "", standing: null, verdict: null, office: null } as const;

type Wanted = Partial<Omit<AccountQuery, "cursor">> & { after?: string };

/** The pages of the migration, and its list with something wanted. */
export function migrationLinks(slug: string) {
  const at = `/t/${slug}/settings/migration`;
  const newWave = `${at}/waves/new`;
  return {
    overview: at,
    import: `${at}/import`,
    list: (id: string) => `${at}/import/${id}`,
    columns: (id: string) => `${at}/import/${id}/columns`,
    importAsking: `${at}/import?ask=yes`,
    roles: `${at}/roles`,
    waiting: `${at}/waiting`,
    waves: `${at}/waves`,
    wave: (id: string) => `${at}/waves/${id}`,
    newWave,
    oldLogIn: `${at}/old-log-in`,
    accounts: ({ after, ...wanted }: Wanted = {}) => {
      const params = accountParams({ ...nothing, ...wanted });
      if (after) params.set("after", after);
      const text = params.toString();
      return text ? `${at}/accounts?${text}` : `${at}/accounts`;
    },
    leaveOut: ({ verdict, office }: Pick<AccountQuery, "verdict" | "office">) =>
      `${at}/accounts/leave-out?${accountParams({ ...nothing, verdict, office })}`,
    move: (office: string | null) =>
      office === null ? newWave : `${newWave}?${new URLSearchParams({ office })}`,
  };
}
