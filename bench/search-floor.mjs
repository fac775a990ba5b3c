import { quantile } from "./numbers.mjs";

const TIMES = 60;
const terms = { "search, common": "tanaka", "search, rare": "ramachandran" };

/** The search by itself, planned with the literal, and the rows of its page: no door, no page, no counters. */
async function timesOf(sql, { id }, term) {
  const times = [];
  await sql.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${id}, true)`;
    for (let n = 0; n < TIMES; n++) {
      const from = performance.now();
      await tx`select p.id, p.name, p.email, p.stage, p.invited_at, p.expires_at, p.active_at
        from app.search_people(${term}, null, null, false, 26) s join people p on p.id = s.id`;
      times.push(performance.now() - from);
    }
  });
  return times.slice(10);
}

/** What the same searches cost beside the product, for each company: the floor of the search. */
export async function searchFloors({ sql, people }) {
  const floors = {};
  for (const company of people.companies)
    for (const [name, term] of Object.entries(terms)) {
      const times = await timesOf(sql, company, term);
      floors[`${name} ${company.size}`] = { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
    }
  return floors;
}
