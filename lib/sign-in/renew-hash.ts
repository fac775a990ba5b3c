import { and, eq } from "drizzle-orm";
import { identities } from "@/db/schema/identities";
import { withSystem } from "@/lib/access/doors";
import { needsRehash, slowHash } from "@/lib/identity/password";
import { isRefusal } from "@/lib/refusal";

type Proved = { identityId: string; stored: string; password: string };

/** A password proved right is hashed anew when the parameters have changed since; the password stays the same. */
export async function renewHash({ identityId, stored, password }: Proved): Promise<void> {
  if (!needsRehash(stored)) return;
  try {
    const passwordHash = await slowHash(password);
    await withSystem("sign in", (tx) =>
      tx
        .update(identities)
        .set({ passwordHash })
        // Only in the place of the hash that was proved: it may have been changed meanwhile.
        .where(and(eq(identities.id, identityId), eq(identities.passwordHash, stored))),
    );
  } catch (error) {
    // Nobody is kept out because there is no time for this now.
    if (!isRefusal(error)) throw error;
  }
}
