/** What stands behind the question mark of an address, as a page is given it. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** The one value that is meant; of several the first. */
export const firstOf = (value: SearchParams[string]): string | undefined =>
  Array.isArray(value) ? value[0] : value;
