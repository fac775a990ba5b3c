import type { Sql } from "postgres";

const counters = [
  { into: "people_counts (tenant_id, stage, people)", from: "people", by: "stage" },
  { into: "gate_counts (tenant_id, gate, people)", from: "people", by: "waits_at" },
  { into: "cover_counts (tenant_id, covered_by, people)", from: "people", by: "covered_by" },
  { into: "role_counts (tenant_id, role_id, stage, people)", from: "person_roles", by: "role_id, stage" },
];

/** What the triggers would have counted of these companies, which had nobody before. */
export async function setCounters(sql: Pick<Sql, "unsafe">, tenantIds: readonly string[]): Promise<void> {
  for (const { into, from, by } of counters)
    await sql.unsafe(
      `insert into ${into} select tenant_id, ${by}, count(*) from ${from}
       where tenant_id = any ($1::uuid[]) and (${by}) is not null group by tenant_id, ${by}`,
      [[...tenantIds]],
    );
}

/** All counters of a company, with roles by their kind so that two companies can be compared. */
export async function countersOf(sql: Pick<Sql, "unsafe">, tenantId: string): Promise<string> {
  const rows = await sql.unsafe(
    `select 'stage', stage, people from people_counts where tenant_id = $1 and people <> 0
     union all select 'gate', gate, people from gate_counts where tenant_id = $1 and people <> 0
     union all select 'cover', covered_by, people from cover_counts where tenant_id = $1 and people <> 0
     union all select r.built_in, c.stage, c.people from role_counts c join roles r on r.id = c.role_id
       where c.tenant_id = $1 and c.people <> 0 order by 1, 2`,
    [tenantId],
  );
  return rows.map((row) => Object.values(row).join(" ")).join("\n");
}
