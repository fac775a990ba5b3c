/** A path on this origin, or "/": nobody can be sent elsewhere through it. */
export function returnPathOf(wish: string | null | undefined, origin: string): string {
  if (!wish) return "/";
  try {
    const url = new URL(wish, origin);
    if (url.origin !== new URL(origin).origin) return "/";
    const path = url.pathname + url.search;
    return /^\/(?![/\\])/.test(path) ? path : "/";
  } catch {
    return "/";
  }
}
