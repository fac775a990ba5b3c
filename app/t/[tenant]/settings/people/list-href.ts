import { type ListQuery, paramsOf } from "@/lib/people/list-query";

type Change = Partial<Omit<ListQuery, "cursor" | "page">> & {
  after?: string;
  before?: string;
  page?: number | "last";
};

export const peoplePath = (tenant: string) => `/t/${tenant}/settings/people`;

export const personPath = (tenant: string, id: string) => `${peoplePath(tenant)}/${id}`;

export const importsPath = (tenant: string) => `${peoplePath(tenant)}/import`;

export const importPath = (tenant: string, id: string) => `${importsPath(tenant)}/${id}`;

/** Everybody, in the order that was chosen. */
export const nothingWanted = { q: "", status: [], role: null, secondStep: null, invitedBy: null };

/** The address of the list with something else wanted; another question starts at its first page. */
export function listHref(
  tenant: string,
  query: ListQuery,
  { after, before, page, ...change }: Change = {},
): string {
  const params = paramsOf({ ...query, ...change });
  if (after) params.set("after", after);
  if (before) params.set("before", before);
  if (page) params.set("page", String(page));
  const text = params.toString();
  return text ? `${peoplePath(tenant)}?${text}` : peoplePath(tenant);
}
