import { isIP } from "node:net";

const listed = (header) =>
  String(header ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

/** The client as the last trusted proxy saw it; without proxies the other end of the socket (OWASP ASVS 5.0, 15.3.4). */
export function clientAddress({ forwardedFor, socket, hops }) {
  const seen = [...listed(forwardedFor), socket];
  const address = seen[Math.max(seen.length - 1 - hops, 0)] ?? "";
  return isIP(address) ? address : socket;
}
