import { type SQL, sql } from "drizzle-orm";

type Column = SQL | object;
type Account = Record<"id" | "tenantId" | "personId" | "closedAt" | "leftOutAt", Column>;
type Person = Record<"leftAt" | "suspendedAt", Column>;

/**
 * Whether somebody took back the last offer to this account's person: then the old password brings them no new one.
 * A wave that was rolled back took its offers back as well, but nobody said no to its people.
 */
const wasWithdrawn = ({ id, tenantId, personId }: Account): SQL<boolean> => sql<boolean>`coalesce((
  select i.withdrawn_at is not null and not exists (select 1 from wave_accounts w where w.tenant_id = i.tenant_id
    and w.account_id = ${id} and w.invitation_id = i.id and w.state = 'rolled_back' and w.done_at = i.withdrawn_at)
  from invitations i where i.tenant_id = ${tenantId} and i.person_id = ${personId}
  order by i.created_at desc limit 1), false)`;

/** Why nobody is let in by this old account: closed for it alone, or left out; its person gone, suspended or refused. */
export const isShut = (account: Account, { leftAt, suspendedAt }: Person): SQL<boolean> => sql<boolean>`(
  ${account.closedAt} is not null or ${account.leftOutAt} is not null or ${leftAt} is not null
  or ${suspendedAt} is not null or ${wasWithdrawn(account)})`;
