import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { cache } from "react";
import type { Trace } from "@/lib/access/actor";
import { addressPrefix } from "./address-prefix";
import { browserOf } from "./browser-of";

/** Set by our own server from the socket and the trusted proxies; what a client sends under this name is dropped. */
const ADDRESS_HEADER = "x-portico-address";

/** The key that limits count by: the IPv4 address, or the IPv6 /64 somebody owns as a whole. */
export function addressIn(given: Headers): string {
  const address = given.get(ADDRESS_HEADER) ?? "127.0.0.1";
  const plain = address.replace(/^::ffff:/, "");
  return plain.includes(":") ? addressPrefix(plain) : plain;
}

export const clientAddress = cache(async (): Promise<string> => addressIn(await headers()));

/** Where this request came from, once per request. */
export const currentTrace = cache(async (): Promise<Trace> => {
  const given = await headers();
  return {
    requestId: randomUUID(),
    addressPrefix: addressPrefix(given.get(ADDRESS_HEADER) ?? "127.0.0.1"),
    browser: browserOf(given.get("user-agent") ?? ""),
  };
});
