import { sql } from "drizzle-orm";
import type { TenantTx } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import { isRefusal, type RefusalCode } from "@/lib/refusal";
import { holdsAll } from "@/lib/roles/grantable";
import { refuseIfLastOwner } from "@/lib/roles/last-owner";
import { emailKeyOf } from "./email";
import type { ListedPerson } from "./listed-person";
import { statusOf } from "./status";

export const bulkActs = ["resend", "remind", "roles", "suspend"] as const;
export type BulkAct = (typeof bulkActs)[number];

export type Skipped = { name: string; why: RefusalCode };

/** Whom an act is about, and whom it leaves out, each with the reason. */
export type BulkPlan = { will: ListedPerson[]; skipped: Skipped[] };

type Held = { person_id: string; built_in: BuiltInRole | null; permissions: string[] };
type Known = { above: Set<string>; offered: Set<string>; dead: Set<string>; last: Map<string, RefusalCode> };

const idsIn = (people: readonly ListedPerson[]) => sql.param(people.map(({ id }) => id));

async function whoIsAbove(tx: TenantTx, people: readonly ListedPerson[]): Promise<Set<string>> {
  const rows = await tx.execute<Held>(sql`
    select pr.person_id, r.built_in, r.permissions from person_roles pr
      join roles r on r.tenant_id = pr.tenant_id and r.id = pr.role_id
    where pr.tenant_id = app.tenant_id() and pr.person_id = any (${idsIn(people)}::uuid[])`);
  const above = rows.filter(
    ({ built_in: builtIn, permissions }) => !holdsAll(tx.actor.permissions, { builtIn, permissions }),
  );
  return new Set(above.map(({ person_id: id }) => id));
}

async function whoIsOffered(tx: TenantTx, people: readonly ListedPerson[]): Promise<Set<string>> {
  const rows = await tx.execute<{ person_id: string }>(sql`
    select i.person_id from invitations i
    where i.tenant_id = app.tenant_id() and i.person_id = any (${idsIn(people)}::uuid[])
      and i.accepted_at is null and i.withdrawn_at is null and i.declined_at is null`);
  return new Set(rows.map(({ person_id: id }) => id));
}

async function whereMailIsDead(tx: TenantTx, people: readonly ListedPerson[]): Promise<Set<string>> {
  const keys = people.flatMap(({ email }) => emailKeyOf(email ?? "") ?? []);
  const rows = await tx.execute<{ key: string }>(sql`
    select d.address_key as key from dead_addresses d
    where d.tenant_id = app.tenant_id() and d.address_key = any (${sql.param(keys)}::text[])`);
  return new Set(rows.map(({ key }) => key));
}

const isOwner = ({ roles }: ListedPerson) => roles.some(({ builtIn }) => builtIn === "owner");

/** Only few are owners, and only of them it is asked whether one is left. */
async function whoIsLast(tx: TenantTx, people: readonly ListedPerson[]): Promise<Map<string, RefusalCode>> {
  const last = new Map<string, RefusalCode>();
  for (const { id } of people.filter(isOwner)) {
    const no = await refuseIfLastOwner(tx, id).catch((error: unknown) => error);
    if (isRefusal(no)) last.set(id, no.code);
    else if (no) throw no;
  }
  return last;
}

/** Why an offer is not sent again, in the order in which sending it would say so. */
function whyNoMail(
  { id, email, moments }: ListedPerson,
  { offered, above, dead }: Known,
): RefusalCode | null {
  if (!offered.has(id) || moments.leftAt || moments.suspendedAt) return "invitation_closed";
  if (above.has(id)) return "offer_above_yours";
  return dead.has(emailKeyOf(email ?? "") ?? "") ? "address_known_dead" : null;
}

/** Why nobody is reminded: only an offer that is out and the second step that is missing wait for somebody. */
function whyNoReminder({ id, email, moments }: ListedPerson, { above, dead }: Known): RefusalCode | null {
  const status = statusOf(moments, new Date());
  const waits =
    status === "invited" ? moments.sentAt !== null : status === "started" && moments.secondStepAt === null;
  if (!waits) return "nothing_to_remind";
  if (above.has(id)) return "offer_above_yours";
  return dead.has(emailKeyOf(email ?? "") ?? "") ? "address_known_dead" : null;
}

/** Why somebody's access is not changed. */
function whyNoChange({ id }: ListedPerson, { above, last }: Known, self: string): RefusalCode | null {
  if (id === self) return "on_yourself";
  if (above.has(id)) return "person_above_yours";
  return last.get(id) ?? null;
}

function whyNot(act: BulkAct, person: ListedPerson, known: Known, self: string): RefusalCode | null {
  if (act === "resend") return whyNoMail(person, known);
  if (act === "remind") return whyNoReminder(person, known);
  const { leftAt, suspendedAt } = person.moments;
  if (leftAt) return "already_left";
  if (act === "suspend" && suspendedAt) return "already_suspended";
  return whyNoChange(person, known, self);
}

const nobody = new Set<string>();

async function knownOf(tx: TenantTx, act: BulkAct, people: readonly ListedPerson[]): Promise<Known> {
  const isMail = act === "resend" || act === "remind";
  return {
    above: await whoIsAbove(tx, people),
    offered: isMail ? await whoIsOffered(tx, people) : nobody,
    dead: isMail ? await whereMailIsDead(tx, people) : nobody,
    last: isMail ? new Map() : await whoIsLast(tx, people),
  };
}

/** What would become of an act on these people now, in a handful of statements. */
export async function planOf(tx: TenantTx, act: BulkAct, people: readonly ListedPerson[]): Promise<BulkPlan> {
  const known = await knownOf(tx, act, people);
  const judged = people.map((person) => ({ person, why: whyNot(act, person, known, tx.actor.personId) }));
  return {
    will: judged.flatMap(({ person, why }) => (why ? [] : [person])),
    skipped: judged.flatMap(({ person, why }) => (why ? [{ name: person.name, why }] : [])),
  };
}
