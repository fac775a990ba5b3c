import { type SQL, sql } from "drizzle-orm";

type Whose = { tenantId: SQL; personId: SQL };

/** Whether somebody holds a role that is none of these: may do more than who can give just these. */
export const holdsOther = ({ tenantId, personId }: Whose, roleIds: readonly string[]): SQL =>
  sql`exists (select 1 from person_roles pr where pr.tenant_id = ${tenantId} and pr.person_id = ${personId}
    and pr.role_id <> all (${sql.param([...roleIds])}::uuid[]))`;
