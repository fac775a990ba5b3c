import type { IdentityTx } from "@/lib/access/doors";
import { endSession, endSessions } from "./session";

export const endOwnSession = (tx: IdentityTx<"session">) => endSession(tx, tx.self);

/** This one included: whoever else may hold one is out at the next request. */
export const endOwnSessions = (tx: IdentityTx<"session">) => endSessions(tx, tx.self);
