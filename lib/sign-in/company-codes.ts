import { sql } from "drizzle-orm";
import { z } from "zod";
import { type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type Language, languages } from "@/lib/i18n/languages";
import { countTry, type Limit } from "@/lib/identity/limits";
import { enqueue } from "@/lib/jobs/enqueue";
import { post } from "@/lib/mail/post";
import { Email, keyOf } from "@/lib/people/email";
import { seal, unseal } from "@/lib/secrets";
import { companyCodesLetter } from "./company-codes-letter";

export const CompanyCodesDraft = z.strictObject({ email: Email });

const perHour: Limit = { name: "company codes", most: 3, seconds: 3600 };
const perDay: Limit = { name: "company codes", most: 8, seconds: 86_400 };

const Asked = z.object({ emailKey: z.string(), language: z.enum(languages) });
const Job = z.object({ id: z.uuid(), sealed: z.string() });
const sealedFor = (jobId: string) => `company codes|${jobId}`;

type Counted = { emailKey: string; language: Language; goesOut: boolean };

/** By the address as typed, known or not; over the limit the page says the same and no mail goes out. */
export async function countCompanyCodes(email: string, language: Language): Promise<Counted> {
  const emailKey = keyOf(email);
  const until = (await countTry(perDay, emailKey)) ?? (await countTry(perHour, emailKey));
  return { emailKey, language, goesOut: until === null };
}

/** Only puts the question in the queue, so that a known and an unknown address take the same time. */
export async function askCompanyCodes(tx: SystemTx, { goesOut, ...asked }: Counted): Promise<void> {
  if (!goesOut) return;
  const id = crypto.randomUUID();
  const job = { id, sealed: seal(JSON.stringify(asked), sealedFor(id)) };
  await enqueue(tx, "company_codes", job);
}

type Row = {
  identity_id: string;
  email: string;
  called: string;
  own_language: Language | null;
  tenant: string | null;
  code: string | null;
  user_name: string | null;
};

/** Where the owner of a verified address belongs; one row without a company for who belongs to none. */
const companiesOf = (tx: SystemTx, emailKey: string) =>
  tx.execute<Row>(sql`
    select i.id as identity_id, a.email, i.name as called, i.language as own_language,
      t.name as tenant, t.company_code as code, p.user_name
    from identity_addresses a join identities i on i.id = a.identity_id
      left join (people p join tenants t on t.id = p.tenant_id and t.suspended_at is null)
        on p.identity_id = i.id and p.left_at is null
    where a.email_key = ${emailKey} and a.verified_at is not null and a.replaced_at is null
    order by t.name`);

/** Mails the list to the owner of the address; an address of nobody gets no mail. */
export async function mailCompanyCodes(payload: unknown): Promise<void> {
  const { id, sealed } = Job.parse(payload);
  const asked = Asked.parse(JSON.parse(unseal(sealed, sealedFor(id))));
  await withSystem("sign in", async (tx) => {
    const rows = [...(await companiesOf(tx, asked.emailKey))];
    const [owner] = rows;
    if (!owner) return;
    const companies = rows.flatMap(({ tenant, code, user_name: userName }) =>
      tenant && code ? [{ tenant, code, userName }] : [],
    );
    const language = owner.own_language ?? asked.language;
    const letter = companyCodesLetter({ language, name: owner.called, address: owner.email, companies });
    await post(tx, { to: owner.email, kind: "notice", identityId: owner.identity_id }, letter);
    record(tx, { action: "company_codes.asked", identityId: owner.identity_id });
  });
}
