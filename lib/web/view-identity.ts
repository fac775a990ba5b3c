import "server-only";
import type { SessionSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";

/** Opens an identity's own rows for one page. */
export const viewIdentity = <T>(
  self: SessionSelf,
  read: (tx: IdentityTx<"session">) => Promise<T>,
): Promise<T> => withIdentity(self, read);
