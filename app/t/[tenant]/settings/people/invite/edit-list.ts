const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The address itself: not the end of a longer one. */
const wholly = (email: string) => new RegExp(`(^|[\\s,;<])${literal(email)}(?=$|[\\s,;>])`, "i");

/** The same list with another address in the place of this one. */
export const withInstead = (list: string, email: string, other: string): string =>
  list.replace(wholly(email), (_, before: string) => `${before}${other}`);

/** The same list without this address, and without the name that stands before it. */
export function without(list: string, email: string): string {
  const named = new RegExp(`[^,;<>\\n]{0,200}<\\s*${literal(email)}\\s*>`, "i");
  const rest = named.test(list) ? list.replace(named, "") : withInstead(list, email, "");
  return rest.replace(/^[\s,;]+|([,;][^\S\n]*)(?=[^\S\n]*[,;])/g, "").replace(/\n(?=\n)/g, "");
}

/** Where it stands, to be typed over. */
export function placeOf(list: string, email: string): [number, number] | null {
  const found = wholly(email).exec(list);
  if (!found) return null;
  const start = found.index + (found[1] ?? "").length;
  return [start, start + email.length];
}
