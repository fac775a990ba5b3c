import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";
import { Refusal } from "@/lib/refusal";

/** A form of ours says where it comes from; a request that says nothing, or `null`, is not one (OWASP ASVS 5.0, 3.5.1). */
export async function refuseForeignOrigin(): Promise<void> {
  const given = await headers();
  const site = given.get("sec-fetch-site");
  if (given.get("origin") !== env().APP_URL || (site !== null && site !== "same-origin"))
    throw new Refusal("wrong_origin");
}
