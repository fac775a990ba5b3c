import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { anywhere } from "@/db/like";
import type { WaveChoice } from "@/db/schema/legacy";
import { PlainText } from "@/lib/plain-text";

export const MOST_PICKED = 100;

/** Written with a sign before it: an account may have no office, which is not the same as any. */
export const OfficeChoice = z
  .string()
  .max(201)
  .regex(/^=\P{Cc}*$/u)
  .transform((given) => given.slice(1));

/** Which accounts, as a page or a form says it. */
export const ChosenAccounts = z.strictObject({
  office: OfficeChoice.optional(),
  source: PlainText.max(200).optional(),
  search: PlainText.max(100).optional(),
  account: z.union([z.uuid().transform((one) => [one]), z.array(z.uuid()).max(MOST_PICKED)]).optional(),
});

export const choiceOf = ({
  office,
  source,
  search,
  account,
}: z.output<typeof ChosenAccounts>): WaveChoice => ({
  ...(office !== undefined && { office }),
  ...(source !== undefined && { source }),
  ...(search && { search }),
  ...(account && account.length > 0 && { accountIds: account }),
});

/** `a` is called so, in part: by name, address or old user name. */
export const isCalled = (text: string): SQL =>
  sql`lower(a.name || ' ' || a.email || ' ' || a.old_user_name) like ${anywhere(text)}`;

/** Those that wait for somebody are chosen as well: the run tells why they stayed behind. */
const unpicked = sql`a.standing in ('ready', 'waits')`;

/** `a` are the accounts of a choice; picked ones whatever their standing, so that each is accounted for. */
export function chosenBy({ office, source, search, accountIds }: WaveChoice): SQL {
  const conditions = [
    sql`a.tenant_id = app.tenant_id()`,
    accountIds ? sql`a.id = any (${sql.param(accountIds)}::uuid[])` : unpicked,
    ...(office === undefined ? [] : [sql`a.office = ${office}`]),
    ...(source === undefined ? [] : [sql`a.source = ${source}`]),
    ...(search ? [isCalled(search)] : []),
  ];
  return sql.join(conditions, sql` and `);
}

/** What a plan is made of. */
export const plannedColumns = sql`a.id, a.standing, a.verdict, a.person_id as "personId"`;
