import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import type { ListedPerson } from "@/lib/people/listed-person";
import { type PersonView, personOf } from "@/lib/people/person";
import { policyOf } from "@/lib/policy/policy";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { relevant } from "./seen";
import type { Facts, Seen } from "./verdict";

/** Beyond these nothing is looked at: a person with a long history costs no more than one with a short one. */
const LOOKED_AT = 1000;
const KEPT = 200;

type Row = Omit<Seen, "at"> & { at: string };

/** The newest events of one person that a verdict looks at, the newest first. */
async function seenOf(tx: TenantTx<"people.view">, personId: string): Promise<Seen[]> {
  const rows = await tx.execute<Row>(sql`
    select e.action, e.at, e.reason, e.details,
      (select a.name from people a where e.actor_kind in ('person', 'job')
        and a.tenant_id = app.tenant_id() and a.id = e.actor_id) as by
    from (select * from events where tenant_id = app.tenant_id() and person_id = ${personId}::uuid
        order by at desc limit ${LOOKED_AT}) e
    where e.action = any(string_to_array(${relevant.join()}, ',')) order by e.at desc, e.seq desc limit ${KEPT}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Where an address that bounced may have been meant to go. */
export const domainsOf = ({ contact }: Pick<OwnTenant, "contact">): string[] => {
  const domain = contact.email?.split("@").at(-1);
  return domain ? [domain.toLowerCase()] : [];
};

/** What a row of the list knows: no events, nothing of what came after the account. */
export const factsOfRow = (person: ListedPerson, domains: readonly string[]): Facts => ({
  ...person,
  hasRole: person.roles.length > 0,
  declinedAt: null,
  withdrawnAt: null,
  secondStepDueAt: null,
  backupCodesLeft: null,
  domains,
  seen: [],
});

/** Where the rules give no backup codes nobody lacks them. */
const givesCodes = ({ policy }: OwnTenant) => policyOf(policy).recovery.includes("backup_code");

const factsOfView = (person: PersonView, tenant: OwnTenant, seen: readonly Seen[]): Facts => ({
  ...factsOfRow(person, domainsOf(tenant)),
  declinedAt: person.invitation?.declinedAt ?? null,
  withdrawnAt: person.invitation?.withdrawnAt ?? null,
  secondStepDueAt: person.secondStepDueAt,
  backupCodesLeft: givesCodes(tenant) ? person.backupCodesLeft : null,
  seen,
});

/** One person with all that their verdict is made from, of one moment, in three statements. */
export async function factsOf(tx: TenantTx<"people.view">, personId: string) {
  const [tenant, person, seen] = await Promise.all([
    ownTenant(tx),
    personOf(tx, personId),
    seenOf(tx, personId),
  ]);
  return { tenant, person, facts: factsOfView(person, tenant, seen) };
}
