/** A page of the sign-in that still leads on to where somebody wanted to go. */
export const withNext = (path: string, returnTo: string) =>
  returnTo === "/" ? path : `${path}${path.includes("?") ? "&" : "?"}next=${encodeURIComponent(returnTo)}`;
