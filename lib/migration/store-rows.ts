import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { keepingPlans } from "@/db/keeping-plans";
import type { AboutAccount } from "@/db/schema/legacy";
import { everyPermission } from "@/lib/access/permissions";
import { grantableRoles } from "@/lib/roles/grantable";
import { holdsOther } from "@/lib/roles/holds-other";
import type { CheckTx } from "./check-batch";
import type { OldRow } from "./old-row";
import { sealOldHash, sealOldTotp } from "./old-secrets";

type Known = {
  office: string;
  key: string;
  id: string;
  given: string | null;
  again: boolean;
  settled: boolean;
};
type Stored = OldRow & { id: string };

/** What became of some rows of a list; the lines of those that were refused. */
export type TakenIn = {
  added: number;
  changed: number;
  same: number;
  /** Moved already, on their way, or of people who may do more than who brings the list: left as they are. */
  left: number;
  noUserName: number[];
  twice: number[];
};

// All rows as one parameter: thousands of them are one statement, and the same one as ten.
const asRows = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`;

const placeOf = (office: string, key: string) => JSON.stringify([office, key]);

const everything = new Set(everyPermission);

async function knownAmong(tx: CheckTx, importId: string, source: string, rows: readonly OldRow[]) {
  const grantable = (await grantableRoles(tx, tx.actor?.permissions ?? everything)).map(({ id }) => id);
  const keys = rows.map(({ office, oldUserNameKey }) => ({ office, key: oldUserNameKey }));
  const known = await tx.execute<Known>(sql`
    select a.office, a.old_user_name_key as key, a.id, a.about ->> 'given' as given, a.import_id = ${importId}::uuid as again,
      (a.sent_at is not null or a.moved_at is not null
        or ${holdsOther({ tenantId: sql`a.tenant_id`, personId: sql`a.person_id` }, grantable)}) as settled
    from jsonb_to_recordset(${asRows(keys)}) as r(office text, key text)
    join legacy_accounts a on a.tenant_id = app.tenant_id() and a.source = ${source}
      and a.office = r.office and a.old_user_name_key = r.key`);
  return new Map(known.map((one) => [placeOf(one.office, one.key), one]));
}

const aboutOf = ({ given, isLarge, unknownScheme }: OldRow): AboutAccount => ({
  given,
  ...(isLarge && { large: 1 }),
  ...(unknownScheme !== null && { scheme: unknownScheme }),
});

const plainOf = ({ hash: _hash, totp: _totp, given: _given, ...row }: Stored) => row;

/** Sealed to the row they belong to. */
const secretsOf = ({ id, hash, totp }: Stored) => ({
  hashScheme: hash?.scheme ?? null,
  sealedHash: hash && sealOldHash(id, hash),
  sealedTotp: totp && sealOldTotp(id, totp),
});

const columns = sql`id uuid, line int, office text, "oldUserName" text, "oldUserNameKey" text, name text, email text,
  "emailKey" text, phone text, "isActive" boolean, "roleText" text, "roleKey" text, "hashScheme" text, "sealedHash" text,
  "sealedTotp" text, about jsonb`;

async function insertAccounts(tx: Tx, importId: string, source: string, rows: readonly Stored[]) {
  if (rows.length === 0) return;
  const all = rows.map((row) => ({ ...plainOf(row), ...secretsOf(row), about: aboutOf(row) }));
  await tx.execute(sql`
    insert into legacy_accounts (id, import_id, line, source, office, old_user_name, old_user_name_key, name, email, email_key,
      phone, is_active, role_text, role_key, hash_scheme, sealed_hash, sealed_totp, about)
    select r.id, ${importId}::uuid, r.line, ${source}, r.office, r."oldUserName", r."oldUserNameKey", r.name, r.email,
      r."emailKey", r.phone, r."isActive", r."roleText", r."roleKey", r."hashScheme", r."sealedHash", r."sealedTotp", r.about
    from jsonb_to_recordset(${asRows(all)}) as r(${columns})`);
}

/** A later list: what it says of an account counts; a secret it does not hold stays as it was. */
async function updateAccounts(tx: Tx, importId: string, rows: readonly Stored[]) {
  if (rows.length === 0) return;
  const all = rows.map((row) => ({ ...plainOf(row), about: { ...aboutOf(row), changed: 1 } }));
  await tx.execute(sql`
    update legacy_accounts a set import_id = ${importId}::uuid, line = r.line, old_user_name = r."oldUserName", name = r.name,
      email = r.email, email_key = r."emailKey", phone = r.phone, is_active = r."isActive", role_text = r."roleText",
      role_key = r."roleKey", kept = false, verdict = 'unread', about = r.about
    from jsonb_to_recordset(${asRows(all)}) as r(${columns}) where a.tenant_id = app.tenant_id() and a.id = r.id`);
  const secrets = rows.map((row) => ({ id: row.id, ...secretsOf(row) }));
  await tx.execute(sql`
    update legacy_accounts a set sealed_hash = r."sealedHash", hash_scheme = r."hashScheme"
    from jsonb_to_recordset(${asRows(secrets.filter(({ sealedHash }) => sealedHash))}) as r(${columns})
    where a.tenant_id = app.tenant_id() and a.id = r.id`);
  await tx.execute(sql`
    update legacy_accounts a set sealed_totp = r."sealedTotp"
    from jsonb_to_recordset(${asRows(secrets.filter(({ sealedTotp }) => sealedTotp))}) as r(${columns})
    where a.tenant_id = app.tenant_id() and a.id = r.id`);
}

type Fate = "fresh" | "renewed" | "same" | "left" | "noUserName" | "twice";

/** The first row of each name counts: another one of the same list is told by its line. */
function fateOf(row: OldRow, here: Known | undefined, isSeen: boolean): Fate {
  if (row.oldUserNameKey === null) return "noUserName";
  if (isSeen || here?.again) return "twice";
  if (!here) return "fresh";
  if (here.given === row.given) return "same";
  return here.settled ? "left" : "renewed";
}

function sorted(rows: readonly OldRow[], known: ReadonlyMap<string, Known>) {
  const by: Record<Fate, Stored[]> = {
    fresh: [],
    renewed: [],
    same: [],
    left: [],
    noUserName: [],
    twice: [],
  };
  const seen = new Set<string>();
  for (const row of rows) {
    const place = placeOf(row.office, row.oldUserNameKey ?? "");
    const here = known.get(place);
    by[fateOf(row, here, seen.has(place))].push({ ...row, id: here?.id ?? crypto.randomUUID() });
    seen.add(place);
  }
  return by;
}

const linesOf = (rows: readonly OldRow[]) => rows.map(({ line }) => line);

/** Takes in some rows of a list. Whoever calls it has the tenant's turn, so nobody stores between look and write. */
export async function storeRows(
  tx: CheckTx,
  { importId, source }: { importId: string; source: string },
  rows: readonly OldRow[],
): Promise<TakenIn> {
  const by = sorted(rows, await knownAmong(tx, importId, source, rows));
  await keepingPlans(tx, async () => {
    await insertAccounts(tx, importId, source, by.fresh);
    await updateAccounts(tx, importId, by.renewed);
  });
  return {
    added: by.fresh.length,
    changed: by.renewed.length,
    same: by.same.length,
    left: by.left.length,
    noUserName: linesOf(by.noUserName),
    twice: linesOf(by.twice),
  };
}
