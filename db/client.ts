import { PgDialect } from "drizzle-orm/pg-core";
import { drizzle, PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js";
import postgres, { type Sql, type TransactionSql, type UnsafeQueryOptions } from "postgres";
import { env } from "@/lib/env";

// Without parameters too: the driver would send such a text as a simple query, which is planned each time.
const asPrepared: UnsafeQueryOptions & { simple: boolean } = { prepare: true, simple: false };
const MOST_PREPARED = 300;
const prepared = new Set<string>();

// Each text stays in the memory of every connection, so that odd filters must not add up for ever.
function isWorthPreparing(text: string): boolean {
  if (prepared.size < MOST_PREPARED) prepared.add(text);
  return prepared.has(text);
}

/** Drizzle prepares no statement, and each one with parameters then costs a second round trip and a plan. */
export function preparing<Client extends Pick<Sql, "unsafe">>(client: Client): Client {
  const { unsafe } = client;
  const ask = (text: string, values?: Parameters<typeof unsafe>[1], options?: UnsafeQueryOptions) => {
    const isDrizzle = options !== undefined && "prepare" in options;
    return unsafe(text, values, isDrizzle && isWorthPreparing(text) ? asPrepared : options);
  };
  return Object.assign(client, { unsafe: ask });
}

const connect = (url: string) =>
  drizzle(
    preparing(
      postgres(url, {
        max: env().DB_POOL,
        prepare: env().DB_PREPARE === "on",
        idle_timeout: 60,
        connect_timeout: 10,
        onnotice: () => undefined,
        connection: { application_name: "portico" },
      }),
    ),
    { casing: "snake_case" },
  );

export type Database = ReturnType<typeof connect>;
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

type NoTables = Record<string, never>;
const dialect = new PgDialect({ casing: "snake_case" });

/** A transaction whose statements are prepared, and which begins in one statement with all it is to be. */
export const transactionOn = <T>(
  { $client }: Database,
  kind: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  $client.begin(kind, (client) => {
    const sql = preparing(client) as TransactionSql & Sql;
    const session = new PostgresJsSession<TransactionSql & Sql, NoTables, NoTables>(sql, dialect, undefined);
    return work(new PostgresJsTransaction(dialect, session, undefined));
  }) as Promise<T>;

// Kept on globalThis, so that a development reload does not open pool after pool.
const kept = globalThis as typeof globalThis & { porticoPools?: { app: Database; system: Database } };

/** Two pools, two database roles: one obeys the policies, one is for the few system verbs. */
export function pools() {
  kept.porticoPools ??= { app: connect(env().DATABASE_URL), system: connect(env().DATABASE_SYSTEM_URL) };
  return kept.porticoPools;
}

export async function closePools(): Promise<void> {
  const open = kept.porticoPools;
  delete kept.porticoPools;
  if (open)
    await Promise.all([open.app.$client.end({ timeout: 5 }), open.system.$client.end({ timeout: 5 })]);
}
