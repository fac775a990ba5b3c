import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { keepingPlans } from "@/db/keeping-plans";
import { stillOpen } from "@/db/schema/invitations";
import type { Made, Terms } from "./offered";

type Lettered = Made & { kind: string; sealed: string };
type Linked = Pick<Made, "tokenId" | "hash" | "ref" | "emailKey" | "invitationId" | "expiresAt">;
type Posted = Pick<Lettered, "messageId" | "kind" | "email" | "sealed" | "personId" | "invitationId"> & {
  tokenId: string | null;
};

// All rows as one parameter: a thousand of them are one statement, and the same one as ten.
const asRows = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`;

/** Those who are new here. Somebody stored by another at the same moment is left to that other. */
async function storePeople(tx: Tx, all: readonly Made[]): Promise<Set<string>> {
  const rows = all.map(({ personId, name, email, emailKey, named, language, expiresAt }) => ({
    personId,
    name,
    email,
    emailKey,
    ...named,
    language,
    expiresAt,
  }));
  const stored = await tx.execute<{ id: string }>(sql`
    insert into people (id, name, email, email_key, user_name, user_name_key, language, invited_at, expires_at)
    select r."personId", r.name, r.email, r."emailKey", r."userName", r."userNameKey", r.language, clock_timestamp(), r."expiresAt"
    from jsonb_to_recordset(${asRows(rows)}) as r("personId" uuid, name text, email text, "emailKey" text, "userName" text,
      "userNameKey" text, language text, "expiresAt" timestamptz)
    on conflict do nothing returning id`);
  return new Set(stored.map(({ id }) => id));
}

async function storeOffers(tx: Tx, all: readonly Made[], note: string | null): Promise<Set<string>> {
  const rows = all.map(({ invitationId, personId, number, expiresAt }) => ({
    invitationId,
    personId,
    number,
    expiresAt,
  }));
  const stored = await tx.execute<{ id: string }>(sql`
    insert into invitations (id, person_id, number, note, expires_at)
    select r."invitationId", r."personId", r.number, ${note}::text, r."expiresAt"
    from jsonb_to_recordset(${asRows(rows)}) as r("invitationId" uuid, "personId" uuid, number text, "expiresAt" timestamptz)
    on conflict (tenant_id, person_id) where ${stillOpen} do nothing returning id`);
  return new Set(stored.map(({ id }) => id));
}

/** Somebody who was here without an invitation takes the names given now, and these roles. */
async function renewPeople(tx: Tx, all: readonly Made[]): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map(({ personId, name, email, named, language, expiresAt }) => ({
    personId,
    name: name === email ? null : name,
    ...named,
    language,
    expiresAt,
  }));
  await tx.execute(sql`
    update people p set name = coalesce(r.name, p.name), user_name = coalesce(r."userName", p.user_name),
      user_name_key = coalesce(r."userNameKey", p.user_name_key), language = r.language, expires_at = r."expiresAt",
      invited_at = clock_timestamp(), sent_at = null, delivered_at = null, opened_at = null, bounced_at = null
    from jsonb_to_recordset(${asRows(rows)}) as r("personId" uuid, name text, "userName" text, "userNameKey" text,
      language text, "expiresAt" timestamptz)
    where p.tenant_id = app.tenant_id() and p.id = r."personId"`);
  const ids = sql.param(all.map(({ personId }) => personId));
  await tx.execute(
    sql`delete from person_roles where tenant_id = app.tenant_id() and person_id = any (${ids}::uuid[])`,
  );
}

async function storeRoles(tx: Tx, all: readonly Made[]): Promise<void> {
  const rows = all.flatMap(({ personId, roles }) => roles.map(({ id }) => ({ personId, roleId: id })));
  await tx.execute(sql`
    insert into person_roles (person_id, role_id) select r."personId", r."roleId"
    from jsonb_to_recordset(${asRows(rows)}) as r("personId" uuid, "roleId" uuid) on conflict do nothing`);
}

/** Links to offers; they end none of the earlier ones. */
export async function storeLinks(tx: Tx, all: readonly Linked[]): Promise<void> {
  const rows = all.map(({ tokenId, hash, ref, emailKey, invitationId, expiresAt }) => ({
    tokenId,
    hash,
    ref,
    emailKey,
    invitationId,
    expiresAt,
  }));
  await tx.execute(sql`
    insert into tokens (id, hash, ref, purpose, address_key, subject_id, expires_at)
    select r."tokenId", decode(r.hash, 'hex'), r.ref, 'invitation', r."emailKey", r."invitationId", r."expiresAt"
    from jsonb_to_recordset(${asRows(rows)}) as r("tokenId" uuid, hash text, ref text, "emailKey" text,
      "invitationId" uuid, "expiresAt" timestamptz)`);
}

type Post = { sendAfter: Date; byHand: boolean };

/** Puts many sealed letters in the outbox. */
export async function storeLetters(
  tx: Tx,
  all: readonly Posted[],
  { sendAfter, byHand }: Post,
): Promise<void> {
  const rows = all.map(({ messageId, kind, email, sealed, personId, invitationId, tokenId }) => ({
    messageId,
    kind,
    email,
    sealed,
    personId,
    invitationId,
    tokenId,
  }));
  const at = sendAfter.toISOString();
  await tx.execute(sql`
    insert into messages (id, kind, address, sealed, person_id, subject_id, token_id, send_after, by_hand)
    select r."messageId", r.kind, r.email, r.sealed, r."personId", r."invitationId", r."tokenId", ${at}::timestamptz,
      ${byHand}::boolean
    from jsonb_to_recordset(${asRows(rows)}) as r("messageId" uuid, kind text, email text, sealed text, "personId" uuid,
      "invitationId" uuid, "tokenId" uuid)`);
  const ids = sql.param(all.map(({ messageId }) => messageId));
  await tx.execute(sql`select app.enqueue_deliveries(${ids}::uuid[], ${at}::timestamptz)`);
}

/** Those new here, and their offers; both leave out whom somebody else has meanwhile. */
async function storeOffered(tx: Tx, wished: readonly Made[], note: string | null): Promise<Made[]> {
  const fresh = await storePeople(
    tx,
    wished.filter(({ isNew }) => isNew),
  );
  const here = wished.filter(({ isNew, personId }) => !isNew || fresh.has(personId));
  const offered = await storeOffers(tx, here, note);
  return here.filter(({ invitationId }) => offered.has(invitationId));
}

/** Stores people, offers, roles, links and letters, in this order; leaves out whom somebody else has meanwhile. */
export async function storeInvitations(
  tx: Tx,
  wished: readonly Made[],
  terms: Terms,
  letter: (stored: readonly Made[]) => Promise<Lettered[]>,
): Promise<Made[]> {
  const stored = await keepingPlans(tx, () => storeOffered(tx, wished, terms.note));
  if (stored.length === 0) return [];
  await renewPeople(
    tx,
    stored.filter(({ isNew }) => !isNew),
  );
  const letters = await letter(stored);
  await keepingPlans(tx, async () => {
    await storeRoles(tx, stored);
    await storeLinks(tx, stored);
    await storeLetters(tx, letters, terms);
  });
  return stored;
}
