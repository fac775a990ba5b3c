const common =
  "gmail.com hotmail.com hotmail.nl outlook.com live.nl icloud.com yahoo.com ziggo.nl kpnmail.nl kpn.nl xs4all.nl planet.nl".split(
    " ",
  );

/** Whether one letter more, less, other or exchanged makes one word of the other. */
function isOneLetterOff(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [a, b] = [one.slice(start), other.slice(start)];
  const isExchanged = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || isExchanged;
}

/** The domain that was perhaps meant: one letter off from the tenant's own, or from one that many have. */
export function nearDomain(email: string | null, own: readonly string[]): string | null {
  const domain = email?.slice(email.lastIndexOf("@") + 1).toLowerCase() ?? "";
  const known = [...own, ...common];
  if (domain === "" || known.includes(domain)) return null;
  return known.find((one) => isOneLetterOff(domain, one)) ?? null;
}
