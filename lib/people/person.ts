import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { dateOf, type ListedPerson, type PersonRow, personColumns, personIn } from "./listed-person";

export type PersonView = ListedPerson & {
  language: "en" | "nl" | null;
  userName: string | null;
  passwordSetAt: Date | null;
  backupCodesLeft: number | null;
  secondStepDueAt: Date | null;
  /** The last offer, whatever became of it. */
  invitation: {
    number: string;
    inviter: string | null;
    declinedAt: Date | null;
    withdrawnAt: Date | null;
  } | null;
};

type Row = PersonRow & {
  language: "en" | "nl" | null;
  user_name: string | null;
  password_set_at: string | null;
  backup_codes_left: string | null;
  second_step_due_at: string | null;
  number: string | null;
  inviter: string | null;
  declined_at: string | null;
  withdrawn_at: string | null;
};

const invitationIn = (row: Row): PersonView["invitation"] =>
  row.number === null
    ? null
    : {
        number: row.number,
        inviter: row.inviter,
        declinedAt: dateOf(row.declined_at),
        withdrawnAt: dateOf(row.withdrawn_at),
      };

/** One person of the open tenant; a stranger's id and one that never was look alike. */
export async function personOf(tx: TenantTx<"people.view">, id: string): Promise<PersonView> {
  const [row] = await tx.execute<Row>(sql`
    select ${personColumns}, p.language, p.user_name, s.password_set_at, s.backup_codes_left, p.second_step_due_at,
      o.number, o.inviter, o.declined_at, o.withdrawn_at
    from people p left join app.security_of(array[${id}::uuid]) s on s.person_id = p.id
      left join lateral (select i.number, by.name as inviter, i.declined_at, i.withdrawn_at from invitations i
        left join people by on by.tenant_id = i.tenant_id and by.id = i.invited_by
        where i.tenant_id = p.tenant_id and i.person_id = p.id order by i.created_at desc limit 1) o on true
    where p.tenant_id = app.tenant_id() and p.id = ${id}::uuid`);
  if (!row) throw new Refusal("not_found");
  return {
    ...personIn(row),
    language: row.language,
    userName: row.user_name,
    passwordSetAt: dateOf(row.password_set_at),
    backupCodesLeft: row.backup_codes_left === null ? null : Number(row.backup_codes_left),
    secondStepDueAt: dateOf(row.second_step_due_at),
    invitation: invitationIn(row),
  };
}
