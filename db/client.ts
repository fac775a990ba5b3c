import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/env";

const connect = (url: string) =>
  drizzle(
    postgres(url, {
      max: env().DB_POOL,
      prepare: env().DB_PREPARE === "on",
      idle_timeout: 60,
      connect_timeout: 10,
      onnotice: () => undefined,
      connection: { application_name: "portico", lock_timeout: 3000, statement_timeout: 30_000 },
    }),
    { casing: "snake_case" },
  );

export type Database = ReturnType<typeof connect>;
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

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
