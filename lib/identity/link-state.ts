import { eq } from "drizzle-orm";
import { tokens } from "@/db/schema/tokens";
import { lookUp } from "@/lib/access/doors";
import { sha256 } from "@/lib/secrets";
import { isOutdated, type OwnPurpose } from "./link";

export type OwnLinkState = "open" | "spent" | "replaced" | "expired";

/** What a page says to who holds an identity's own link; null for a link nobody made. Writes nothing. */
export async function showOwnLink(secret: string, now = new Date()) {
  const [found] = await lookUp("mailed link", (db) =>
    db
      .select({ token: tokens, isOutdated })
      .from(tokens)
      .where(eq(tokens.hash, sha256(secret))),
  );
  if (!found || found.token.tenantId) return null;
  const { token } = found;
  const ended: [unknown, OwnLinkState][] = [
    [token.spentAt, "spent"],
    [token.endedAt ?? found.isOutdated, "replaced"],
    [token.expiresAt <= now, "expired"],
  ];
  const state = ended.find(([holds]) => Boolean(holds))?.[1] ?? "open";
  return {
    ref: token.ref,
    purpose: token.purpose as OwnPurpose,
    identityId: token.subjectId,
    addressKey: token.addressKey,
    expiresAt: token.expiresAt,
    state,
  };
}
