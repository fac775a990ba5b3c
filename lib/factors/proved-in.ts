import { eq } from "drizzle-orm";
import { flows, type Proof } from "@/db/schema/sessions";
import type { IdentityTx } from "@/lib/access/doors";

type Kind = Proof["kind"];

/** What a set-up stands on and what was proved in it. A first one stands on the password. */
export async function provedIn(tx: IdentityTx<"activation">, newly: readonly Kind[] = []): Promise<Kind[]> {
  const [flow] = await tx.select({ proofs: flows.proofs }).from(flows).where(eq(flows.id, tx.self.flowId));
  const before = flow && flow.proofs.length > 0 ? (flow.proofs as Kind[]) : (["password"] as const);
  return [...new Set([...before, ...newly])];
}

const beyondPassword = new Set<Kind>(["totp", "passkey", "backup_code", "text"]);

/** Only who has proved more than the password may put a new second step in the place of one that is there. */
export const mayReplace = (proofs: readonly Kind[]) => proofs.some((kind) => beyondPassword.has(kind));
