/** All eight groups of an IPv6 address, however it was shortened. */
function groupsOf(address: string): string[] {
  const [left = "", right] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const [head, tail] = [left, right ?? ""].map((part) => part.split(":").filter(Boolean));
  const missing = right === undefined ? 0 : Math.max(8 - (head?.length ?? 0) - (tail?.length ?? 0), 0);
  const all = [...(head ?? []), ...Array.from({ length: missing }, () => "0"), ...(tail ?? [])];
  return all.map((group) => group.replace(/^0+(?=.)/, ""));
}

/** Of one address a /64, of an office its /24: enough to recognise, too little to find somebody. */
export function addressPrefix(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!plain.includes(":")) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  return `${groupsOf(plain).slice(0, 4).join(":")}::/64`;
}
