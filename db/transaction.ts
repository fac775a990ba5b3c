import { DrizzleQueryError, sql } from "drizzle-orm";
import { Refusal } from "@/lib/refusal";
import { pools, type Tx, transactionOn } from "./client";

export type { Tx } from "./client";

const codeOf = (error: unknown): string | undefined => {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined;
  return cause && typeof cause === "object" && "code" in cause ? String(cause.code) : undefined;
};

/** Without the parameters that Drizzle would print into the log: they hold addresses and hashes. */
const withoutParameters = (error: unknown) =>
  error instanceof DrizzleQueryError ? (error.cause ?? new Error("a query failed")) : error;

/** A lock not had in time means that somebody else is saving: an answer for people, not a fault. */
async function safely<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "55P03" || codeOf(error) === "40P01") throw new Refusal("busy");
    throw withoutParameters(error);
  }
}

const isolation = {
  // A page shows one moment and cannot write.
  read: "isolation level repeatable read read only",
  // The turn protects nothing at an older snapshot: two owners could demote each other.
  write: "isolation level read committed read write",
} as const;

export type Mode = keyof typeof isolation;

export const appTransaction = <T>(mode: Mode, work: (tx: Tx) => Promise<T>): Promise<T> =>
  safely(transactionOn(pools().app, isolation[mode], work));

export const systemTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  safely(transactionOn(pools().system, isolation.write, work));

/** One look at the system's rows, in one statement and one round trip. */
export const systemLook = <T>(read: (db: Pick<Tx, "select" | "execute">) => PromiseLike<T>): Promise<T> =>
  safely(read(pools().system));

/** True once the transaction has changed or locked a row. */
export async function hasWritten(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ written: boolean }>(
    sql`select pg_current_xact_id_if_assigned() is not null as written`,
  );
  return row?.written === true;
}
