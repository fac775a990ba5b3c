import { sql } from "drizzle-orm";
import { atMost } from "@/db/at-most";
import { lookUp } from "@/lib/access/doors";
import { companyKeyOf } from "@/lib/sign-in/company";

const MOST = 300;

/** The offices to choose from at the old door of a company; none where there are more than a list can hold. */
export async function oldOffices(companyCode: string): Promise<string[]> {
  const key = companyKeyOf(companyCode);
  if (!key) return [];
  const rows = await lookUp("access key", (db) =>
    db.execute<{ office: string }>(sql`
      select distinct c.office from legacy_counts c join tenants t on t.id = c.tenant_id
      where t.company_code_key = ${key} and t.suspended_at is null and c.accounts > 0 and c.office <> ''
      order by c.office ${atMost(MOST + 1)}`),
  );
  return rows.length > MOST ? [] : rows.map(({ office }) => office);
}
