import "server-only";
import { redirect } from "next/navigation";
import type { Purpose } from "@/db/schema/tokens";
import { countTry, type Limit } from "@/lib/identity/limits";
import { findLink } from "@/lib/invitations/link-state";
import { Refusal } from "@/lib/refusal";
import { keepLink } from "./cookies";
import { currentLook, rememberLook } from "./look";
import { clientAddress } from "./trace";

/** Only links nobody made are counted: who has a real one is never shut out. */
const unknownLinks: Limit = { name: "unknown link", most: 20, seconds: 600 };

const pageOf: Record<Purpose, string> = {
  invitation: "/invitation",
  reset: "/reset",
  key: "/key",
  address: "/address",
  undo_address: "/address/undo",
  not_me: "/not-me",
};
const UNKNOWN = "/invitation/unknown";

/** Where a mailed link leads: its secret into a cookie, the browser on to a clean page. Writes nothing else,
 *  and throws when too many links were made up. */
export async function followMailedLink(secret: string): Promise<string> {
  const link = /^[\w-]{43}$/.test(secret) ? await findLink(secret) : null;
  if (!link) {
    const until = await countTry(unknownLinks, await clientAddress());
    if (until) throw new Refusal("too_many", { until });
    return UNKNOWN;
  }
  await keepLink(link.ref, secret);
  const language = link.language ?? link.tenantLanguage;
  if (language && !(await currentLook()).language) await speakAs(language);
  return `${pageOf[link.purpose]}/${link.ref}`;
}

/** The invitation's language, on a device that has chosen none. */
async function speakAs(language: "en" | "nl"): Promise<void> {
  const form = new FormData();
  form.set("language", language);
  await rememberLook(form);
}

const linkIn = /\/[il]\/([\w-]{43})(?![\w-])/;

/** A link pasted as text leads where a click on it would have; comes back when nobody made it. */
export async function followPastedLink(text: string): Promise<void> {
  const path = await followMailedLink(linkIn.exec(text)?.[1] ?? "");
  if (path !== UNKNOWN) redirect(path);
}
