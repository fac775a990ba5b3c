import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Action } from "./actions";

export type Details = Record<string, string | number | boolean | null | string[]>;

/** One line of the log, as a verb notes it: who, where and when fill themselves from the door. */
export type Note = {
  /** Only where the door spans several tenants and one is meant. */
  tenantId?: string;
  action: Action;
  personId?: string;
  identityId?: string;
  subjectId?: string;
  result?: "done" | "refused" | "failed";
  reason?: string;
  /** Ids and numbers; no addresses, no secrets. */
  details?: Details;
};

export type Stamped = Note & {
  actorKind: "person" | "job" | "identity" | "system";
  actorId?: string;
  /** Whose work a job carries on. */
  onBehalfOf?: string;
  requestId?: string | undefined;
  addressPrefix?: string | null | undefined;
};

export type Recording = { readonly notes: Stamped[]; stamp(note: Note): Stamped };

/** Only notes: the door appends what was noted as its last statement. */
export function record(tx: Recording, note: Note): void {
  tx.notes.push(tx.stamp(note));
}

export async function appendEvents(tx: Tx, notes: readonly Stamped[]): Promise<void> {
  if (notes.length > 0) await tx.execute(sql`select app.append_events(${JSON.stringify(notes)}::jsonb)`);
}
