import { sql } from "drizzle-orm";
import { closePools } from "@/db/client";
import { enterTenant, lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { makeImport } from "@/lib/imports/make";
import { readPasted } from "@/lib/imports/read-pasted";
import { runImport } from "@/lib/imports/run";
import { startImport } from "@/lib/imports/start";
import { sendInvitation } from "@/lib/invitations/send";
import { newMember, selfOf, type Tenant } from "@/lib/testing/factories";
import { factsOf } from "@/lib/verdicts/facts";
import { verdictOf } from "@/lib/verdicts/verdict-of";
import { delivery, localProvider } from "./delivery";

type Company = { size: number; slug: string; id: string; identityId: string };

const ROUNDS = 5;
const EVENTS = 5000;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function inRounds(count: number, work: (n: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) times.push(await work(n));
  return median(times);
}

const actorOf = async ({ slug, identityId }: Company) => ({ tenant: slug, self: await selfOf(identityId) });
type Actor = Awaited<ReturnType<typeof actorOf>>;

let listed = 0;
const list = (count: number) => {
  listed += 1;
  return Array.from({ length: count }, (_, n) => `Bench ${n} <bulk-${listed}-${n}@bulk.test>`).join("\n");
};

/** From pasted text to stored invitations with their mails queued: what the request does, and what the job does. */
async function bulk(actor: Actor, { id }: Company, count: number) {
  const sheet = await readPasted(list(count));
  let importId = "";
  const taken = await timed(async () => {
    importId = await withTenant(actor, "people.invite", (tx) => makeImport(tx, { source: "paste", sheet }));
  });
  const started = await timed(() =>
    withTenant(actor, "people.invite", (tx) => startImport(tx, { importId, reviewed: "yes" })),
  );
  const stored = await timed(() => runImport({ tenantId: id, importId }));
  return { taken, started, stored };
}

async function bulks(actor: Actor, company: Company, count: number, rounds: number) {
  const made: Awaited<ReturnType<typeof bulk>>[] = [];
  for (let n = 0; n < rounds; n++) made.push(await bulk(actor, company, count));
  const of = (name: keyof (typeof made)[number]) => median(made.map((one) => one[name]));
  return { count, taken: of("taken"), started: of("started"), stored: of("stored") };
}

/** The same number of bare rows, without doors, letters or events: the floor. */
const bare = ({ id }: Company, count: number) =>
  inRounds(ROUNDS, () =>
    timed(() =>
      withSystem("create tenant", async (tx) => {
        await enterTenant(tx, id);
        await tx.execute(sql`insert into people (name, email, email_key, invited_at, expires_at)
          select 'Bench ' || n, e, e, now(), now()
          from (select n, ${`bare-${++listed}-`} || n || '@bulk.test' as e from generate_series(1, ${count}::int) n) x`);
        record(tx, { action: "person.restored" });
      }),
    ),
  );

async function memberRole({ id }: Company): Promise<string> {
  const [role] = await lookUp("housekeeping", (db) =>
    db.execute<{ id: string }>(sql`select id from roles where tenant_id = ${id} and built_in = 'member'`),
  );
  return role?.id ?? "";
}

async function one(actor: Actor, company: Company): Promise<number> {
  const roles = [await memberRole(company)];
  return inRounds(60, (n) =>
    timed(() =>
      withTenant(actor, "people.invite", (tx) =>
        sendInvitation(tx, { email: `one-${company.size}-${n}@one.test`, roles }),
      ),
    ),
  );
}

/** Somebody with so many events, and somebody with none. */
async function verdicts(actor: Actor, { id, slug }: Company) {
  const roles = { member: await memberRole({ id } as Company) };
  const tenant = { id, slug, roles } as unknown as Tenant;
  const [quiet, busy] = [(await newMember(tenant)).person, (await newMember(tenant)).person];
  for (let done = 0; done < EVENTS; done += 500)
    await withSystem("sign in", async (tx) => {
      await enterTenant(tx, id);
      for (let n = 0; n < 500; n++)
        record(tx, { action: "sign_in.password_right", personId: busy.id, tenantId: id });
    });
  const read = (personId: string) =>
    inRounds(60, () =>
      timed(async () => {
        const { facts } = await withTenant(actor, "people.view", (tx) => factsOf(tx, personId));
        verdictOf(facts, new Date());
      }),
    );
  await read(quiet.id);
  return { quiet: await read(quiet.id), busy: await read(busy.id) };
}

async function measure(company: Company) {
  const actor = await actorOf(company);
  await withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update tenants set invites_per_day = 1000000, imports_per_day = 1000000 where id = ${company.id}`,
    ),
  );
  await bulk(actor, company, 500);
  return {
    size: company.size,
    one: await one(actor, company),
    thousand: await bulks(actor, company, 1000, ROUNDS),
    bareThousand: await bare(company, 1000),
    tenThousand: await bulks(actor, company, 10_000, 2),
    bareTenThousand: await bare(company, 10_000),
    verdict: await verdicts(actor, company),
  };
}

/** Before all else, so that no other mail waits. */
async function delivered(company: Company) {
  const provider = await localProvider();
  const actor = await actorOf(company);
  await bulk(actor, company, 1000);
  const made = await delivery(company.id, provider);
  await provider.provider.close();
  return { size: company.size, ...made };
}

const companies: Company[] = JSON.parse(process.argv[2] ?? "[]");
const largest = companies.at(-1);
const mailed = largest ? await delivered(largest) : null;
const figures = [];
for (const company of companies) figures.push(await measure(company));
console.log(JSON.stringify({ mailed, figures }));
await closePools();
