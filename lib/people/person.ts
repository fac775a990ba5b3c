import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { dateOf, type ListedPerson, type PersonRow, personColumns, personIn } from "./listed-person";

export type PersonView = ListedPerson & {
  language: "en" | "nl" | null;
  userName: string | null;
  passwordSetAt: Date | null;
  backupCodesLeft: number | null;
  /** The last offer, whatever became of it. */
  invitation: { number: string; inviter: string | null } | null;
};

type Row = PersonRow & {
  language: "en" | "nl" | null;
  user_name: string | null;
  password_set_at: string | null;
  backup_codes_left: string | null;
  number: string | null;
  inviter: string | null;
};

/** One person of the open tenant; a stranger's id and one that never was look alike. */
export async function personOf(tx: TenantTx<"people.view">, id: string): Promise<PersonView> {
  const [row] = await tx.execute<Row>(sql`
    select ${personColumns}, p.language, p.user_name, s.password_set_at, s.backup_codes_left, o.number, o.inviter
    from people p left join app.security_of(array[${id}::uuid]) s on s.person_id = p.id
      left join lateral (select i.number, by.name as inviter from invitations i
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
    invitation: row.number === null ? null : { number: row.number, inviter: row.inviter },
  };
}
