import type { IdentityTx } from "@/lib/access/doors";
import { proofsHeld } from "@/lib/sign-in/proofs-held";
import { rulesFor } from "@/lib/sign-in/standing";

export const proofWayNames = ["app", "passkey", "backup"] as const;
export type ProofWay = (typeof proofWayNames)[number];

/** How somebody with a second step proves who they are, the nearest first; empty where there is no second step. */
export async function proofWays(tx: IdentityTx<"recovery">): Promise<ProofWay[]> {
  const { hasApp, hasPasskey } = await proofsHeld(tx);
  if (!hasApp && !hasPasskey) return [];
  const { recovery } = await rulesFor(tx, tx.self.identityId);
  const isOpen = { app: hasApp, passkey: hasPasskey, backup: recovery.includes("backup_code") };
  return proofWayNames.filter((way) => isOpen[way]);
}
