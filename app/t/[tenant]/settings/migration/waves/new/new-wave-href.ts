import { wavesPath } from "../wave-paths";
import type { Asked } from "./read-new-wave";

/** What is kept in the address from step to step; what is absent is left out. */
export function keptOf({ office, q, account, name, note, language, plannedFor }: Asked): [string, string][] {
  const texts: [string, string | undefined][] = [
    ["office", office],
    ["q", q || undefined],
    ["name", name || undefined],
    ["note", note || undefined],
    ["language", language],
    ["plannedFor", plannedFor || undefined],
  ];
  return [
    ...texts.flatMap(([key, value]): [string, string][] => (value === undefined ? [] : [[key, value]])),
    ...account.map((id): [string, string] => ["account", id]),
  ];
}

/** The page of a new wave with the same choice. */
export function newWaveHref(tenant: string, asked: Asked, also: Record<string, string> = {}): string {
  const params = new URLSearchParams([...keptOf(asked), ...Object.entries(also)]);
  return `${wavesPath(tenant)}/new?${params}`;
}
