import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";

export const covers = ["passkey", "app", "none"] as const;
export type Cover = (typeof covers)[number];
export type Coverage = Record<Cover, number> & { people: number; percent: number };

/**
 * Everybody with an account by their second step; who has both a passkey and an app counts as passkey. Who is suspended
 * is counted apart everywhere, so not here either: these are few, and found by their stage.
 */
export async function readCoverage(tx: TenantTx<"people.view">): Promise<Coverage> {
  const rows = await tx.execute<{ covered_by: Cover; people: number }>(
    sql`select covered_by, c.people - coalesce(s.people, 0) as people from cover_counts c
      left join (select covered_by, count(*)::int as people from people
        where tenant_id = app.tenant_id() and stage = 'suspended' group by covered_by) s using (covered_by)
      where c.tenant_id = app.tenant_id()`,
  );
  const of = (cover: Cover) => rows.find((row) => row.covered_by === cover)?.people ?? 0;
  const [passkey, app, none] = [of("passkey"), of("app"), of("none")];
  const people = passkey + app + none;
  // Rounded down: "100 %" is said when nobody is missing.
  return {
    passkey,
    app,
    none,
    people,
    percent: people === 0 ? 0 : Math.floor((100 * (passkey + app)) / people),
  };
}
