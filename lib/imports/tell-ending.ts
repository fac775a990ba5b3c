import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { env } from "@/lib/env";
import { post } from "@/lib/mail/post";
import { letterFacts } from "@/lib/tenants/letter-facts";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { secondsFromNow } from "@/lib/time";
import type { Ending } from "./ending";
import { endingLetter, type How } from "./ending-letter";
import type { Import } from "./rows";

/** Whoever waits so long, or for so many, has gone on to something else. */
export const LONG_SECONDS = 60;
export const MANY = 100;

/** A few people invited within a minute were watched: the page has said it, and no mail repeats it. */
export const isLong = ({ ready, startedAt }: Pick<Import, "ready" | "startedAt">, ended = new Date()) =>
  ready >= MANY || (startedAt !== null && secondsFromNow(LONG_SECONDS, startedAt) < ended);

type Starter = { personId: string; name: string; email: string | null; language: "en" | "nl" | null };

/** Who began it, as long as they are here; else the company hears of it. */
async function readerOf(tx: Tx, { startedBy }: Import, { contact }: OwnTenant) {
  const [starter] = await tx.execute<Starter>(sql`
    select id as "personId", name, email, language from people
    where tenant_id = app.tenant_id() and id = ${startedBy}::uuid and left_at is null and suspended_at is null`);
  return starter ?? { personId: null, name: null, email: contact.email ?? null, language: null };
}

/** Says once how a list ended: in the transaction that ends it, so that a crash neither loses nor repeats it. */
export async function tellEnding(tx: Tx, of: Import, how: How, ending: Ending): Promise<void> {
  const tenant = await ownTenant(tx);
  if (tenant.suspendedAt || (how === "done" && !isLong(of))) return;
  const { personId, name, email, language } = await readerOf(tx, of, tenant);
  if (!email) return;
  const letter = endingLetter({
    ...letterFacts(tenant, language),
    starter: name,
    file: of.fileName,
    how,
    ending,
    href: `${env().APP_URL}/t/${tenant.slug}/settings/people/import/${of.id}`,
  });
  await post(tx, { to: email, kind: "told_inviter", ...(personId && { personId }) }, letter);
}
