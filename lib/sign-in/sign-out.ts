import { z } from "zod";
import type { IdentityTx } from "@/lib/access/doors";
import { endSession, endSessions } from "./session";

/** A form that says nothing but that it was sent. */
export const Nothing = z.strictObject({});
export const LinkToKeep = z.strictObject({ ref: z.string().regex(/^[a-z0-9]{1,20}$/, "link_wrong") });

export const endOwnSession = (tx: IdentityTx<"session">) => endSession(tx, tx.self);

/** This one included: whoever else may hold one is out at the next request. */
export const endOwnSessions = (tx: IdentityTx<"session">) => endSessions(tx, tx.self);
