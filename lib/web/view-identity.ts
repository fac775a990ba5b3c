import "server-only";
import type { FlowPurpose } from "@/db/schema/sessions";
import type { FlowSelf, SessionSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";

/** Opens an identity's own rows for one page. */
export const viewIdentity = <T>(
  self: SessionSelf,
  read: (tx: IdentityTx<"session">) => Promise<T>,
): Promise<T> => withIdentity(self, read);

/** The same within a process that is not finished. */
export const viewFlow = <P extends FlowPurpose, T>(
  self: FlowSelf<P>,
  read: (tx: IdentityTx<P>) => Promise<T>,
): Promise<T> => withIdentity<P, T>(self as never, read);
