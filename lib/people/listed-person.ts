import { sql } from "drizzle-orm";
import type { BuiltInRole } from "@/lib/access/permissions";
import { momentsIn, type RawMoments } from "./raw-moments";
import type { Moments } from "./status";

export type RoleName = { name: string; builtIn: BuiltInRole | null };

/** The last letter that carried an invitation, while it may still need a word. */
export type Carried = { state: string; trouble: string | null; sendAfter: Date; tries: number };

export type FactorKind = "app" | "passkey" | "both";

export type ListedPerson = {
  id: string;
  name: string;
  email: string | null;
  roles: RoleName[];
  moments: Moments;
  createdAt: Date;
  factorSince: Date | null;
  factorKind: FactorKind | null;
  lastSeenAt: Date | null;
  message: Carried | null;
};

export type PersonRow = RawMoments & {
  id: string;
  name: string;
  email: string | null;
  created_at: string;
  roles: RoleName[];
  factor_since: string | null;
  factor_kind: FactorKind | null;
  last_seen_at: string | null;
  message: { state: string; trouble: string | null; send_after: string; tries: number } | null;
};

const rolesOfPerson = sql`(select coalesce(json_agg(json_build_object('name', r.name, 'builtIn', r.built_in) order by r.name), '[]')
  from person_roles pr join roles r on r.tenant_id = pr.tenant_id and r.id = pr.role_id
  where pr.tenant_id = p.tenant_id and pr.person_id = p.id)`;

const lastCarrier = sql`(select json_build_object('state', m.state, 'trouble', m.trouble, 'send_after', m.send_after, 'tries', m.tries)
  from messages m where m.tenant_id = app.tenant_id() and m.person_id = p.id and m.kind in ('invitation', 'join')
    and p.stage in ('invited', 'bounced') order by m.created_at desc limit 1)`;

/** What is selected of `people p` and `app.security_of(…) s`. */
export const personColumns = sql`p.id, p.name, p.email, p.created_at,
    p.invited_at, p.expires_at, p.sent_at, p.delivered_at, p.opened_at, p.bounced_at, p.account_at, p.second_step_at,
    p.active_at, p.suspended_at, p.left_at, ${rolesOfPerson} as roles, ${lastCarrier} as message,
    s.factor_since, s.factor_kind, s.last_seen_at`;

export const dateOf = (text: string | null) => (text === null ? null : new Date(text));

export function personIn(row: PersonRow): ListedPerson {
  const { message } = row;
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roles: row.roles,
    moments: momentsIn(row),
    createdAt: new Date(row.created_at),
    factorSince: dateOf(row.factor_since),
    factorKind: row.factor_kind,
    lastSeenAt: dateOf(row.last_seen_at),
    message: message && {
      state: message.state,
      trouble: message.trouble,
      tries: message.tries,
      sendAfter: new Date(message.send_after),
    },
  };
}
