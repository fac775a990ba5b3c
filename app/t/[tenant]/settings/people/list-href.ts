import type { ListQuery } from "@/lib/people/list-query";

type Change = Partial<Pick<ListQuery, "q" | "status" | "sort">> & { after?: string; before?: string };

export const peoplePath = (tenant: string) => `/t/${tenant}/settings/people`;

/** The address of the list with something else wanted; another question starts at its first page. */
export function listHref(tenant: string, query: ListQuery, change: Change = {}): string {
  const { q, status, sort } = { ...query, ...change };
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  for (const one of status) params.append("status", one);
  if (sort !== "name") params.set("sort", sort);
  if (change.after) params.set("after", change.after);
  if (change.before) params.set("before", change.before);
  const text = params.toString();
  return text ? `${peoplePath(tenant)}?${text}` : peoplePath(tenant);
}
