import { and, asc, inArray, sql } from "drizzle-orm";
import { importRows } from "@/db/schema/imports";
import type { TenantTx } from "@/lib/access/doors";
import type { Language } from "@/lib/i18n/languages";
import { readInvitationMail, type ShownMail } from "@/lib/invitations/sample-letters";
import { expiries } from "@/lib/invitations/send-many";
import type { OwnTenant } from "@/lib/tenants/own";
import { readyVerdicts } from "./judge";
import { type RoleFacts, rolesOfRow } from "./role-of-row";
import { type Import, ofImport, rowColumns } from "./rows";

type ViewTx = TenantTx<"people.view">;

/** The first that is ready among the rows that get their mail in this language. */
async function firstIn(tx: ViewTx, of: Import, language: Language) {
  const isReady = inArray(importRows.verdict, [...readyVerdicts]);
  const inLanguage = sql`coalesce(${importRows.language}, ${of.language}) = ${language}`;
  const [row] = await tx
    .select(rowColumns)
    .from(importRows)
    .where(and(ofImport(of.id), isReady, inLanguage))
    .orderBy(asc(importRows.line))
    .limit(1);
  return row;
}

/** What the first of each language would get if the list were sent now: the list's own language first. */
export async function mailsOfList(
  tx: ViewTx,
  of: Import,
  facts: RoleFacts & { tenant: OwnTenant },
): Promise<ShownMail[]> {
  const { tenant } = facts;
  const expiryOf = expiries({ tenant, days: of.days }, new Date());
  const languages: Language[] = of.language === "nl" ? ["nl", "en"] : ["en", "nl"];
  const mails: ShownMail[] = [];
  for (const language of languages) {
    const row = await firstIn(tx, of, language);
    if (!row) continue;
    const { roles } = rolesOfRow(row, facts);
    const to = { name: row.name || row.email, email: row.email, userName: row.userName };
    const wanted = { language, to, roles, note: of.note ?? undefined, expiresAt: expiryOf(roles) };
    mails.push(await readInvitationMail(tx, tenant, wanted));
  }
  return mails;
}
