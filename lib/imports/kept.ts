import { z } from "zod";
import { emailKeyOf } from "@/lib/people/email";
import { MOST_IN_PANEL } from "./limits";

/** Doubtful addresses of which somebody has said that they are meant so. */
export const KeptAddresses = z.array(z.string().max(320, "email_wrong")).max(MOST_IN_PANEL, "emails_long");

/** Whether a row holds one of them, however it was written. */
export function isKeptOf(keep: readonly string[]) {
  const keys = new Set(keep.map(emailKeyOf));
  return ({ emailKey }: { emailKey: string | null }) => emailKey !== null && keys.has(emailKey);
}
