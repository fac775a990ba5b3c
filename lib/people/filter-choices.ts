import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import type { RoleName } from "./listed-person";

export type RoleChoice = RoleName & { id: string };
export type Inviter = { id: string; name: string };

/** So many inviters are offered; the list of one more is reached from their own page's address. */
const MOST_INVITERS = 20;

/** All roles of the open tenant, by name. */
export const roleChoices = async (tx: TenantTx<"people.view">): Promise<RoleChoice[]> => [
  ...(await tx.execute<RoleChoice>(
    sql`select id, name, built_in as "builtIn" from roles where tenant_id = app.tenant_id() order by name`,
  )),
];

// From one inviter to the next by the index: each is one look, however many people they invited.
const nextInviter = (after: ReturnType<typeof sql>) => sql`(select p.invited_by from people p
  where p.tenant_id = app.tenant_id() and p.invited_by is not null ${after} order by p.invited_by limit 1)`;

/** Who has invited people here, and who is named besides. */
export async function inviterChoices(
  tx: TenantTx<"people.view">,
  named: readonly string[],
): Promise<Inviter[]> {
  const others = sql.param([...named]);
  const rows = await tx.execute<Inviter>(sql`
    with recursive inviter as (
      select ${nextInviter(sql``)} as id, 1 as n
      union all
      select ${nextInviter(sql`and p.invited_by > inviter.id`)}, n + 1 from inviter
      where inviter.id is not null and n < ${MOST_INVITERS}),
    -- Picked before they are put in order: else the names of the whole company would be walked for it.
    picked as materialized (
      select p.id, p.name from people p
      where p.tenant_id = app.tenant_id()
        and p.id = any(array(select id from inviter where id is not null union select unnest(${others}::uuid[]))))
    select id, name from picked order by name`);
  return [...rows];
}
