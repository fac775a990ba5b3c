import { migrationLinks } from "../../migration-links";
import type { Asked } from "./read-new-wave";

type Said = [string, string][];
type Kept = Pick<Asked, "office" | "q" | "account" | "name" | "note" | "language" | "plannedFor">;

const said = (given: Record<string, string | undefined>): Said =>
  Object.entries(given).flatMap(([name, value]): Said => (value === undefined ? [] : [[name, value]]));

/** Which accounts are chosen; an account may have no office, so an empty one counts. */
export const choiceSaid = ({ office, q, account }: Kept): Said => [
  ...said({ office, q: q || undefined }),
  ...account.map((id): Said[number] => ["account", id]),
];

const termsSaid = ({ name, note, language, plannedFor }: Kept): Said =>
  said({
    name: name || undefined,
    note: note || undefined,
    language,
    plannedFor: plannedFor || undefined,
  });

/** The page of a new wave with the same choice and terms: what is kept in the address from step to step. */
export function newWaveHref(tenant: string, asked: Kept, also: Record<string, string> = {}): string {
  const params = new URLSearchParams([...choiceSaid(asked), ...termsSaid(asked), ...Object.entries(also)]);
  return `${migrationLinks(tenant).newWave}?${params}`;
}
