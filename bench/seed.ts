import postgres from "postgres";
import { closePools } from "@/db/client";
import {
  newMember,
  newSession,
  newTenant,
  PASSWORD,
  passwordHash,
  type Tenant,
} from "@/lib/testing/factories";
import { countersOf, setCounters } from "./counters";
import { fill } from "./fill";
import { withoutUpkeep } from "./without-upkeep";

const PEOPLE_OF_OTHERS = 40;
const PEOPLE_OF_SAMPLE = 300;
const SIGN_INS = 200;

const admin = postgres(process.env["BENCH_ADMIN_URL"] ?? "", { max: 1, onnotice: () => undefined });

/** So many people for each of these companies, with the counters that triggers would have kept. */
const fillQuickly = async (tenants: readonly Tenant[], count: number) => {
  const hash = await passwordHash();
  await withoutUpkeep(admin, async (sql) => {
    await fill(sql, { tenants, count, passwordHash: hash });
    await setCounters(
      sql,
      tenants.map(({ id }) => id),
    );
  });
};

/** The same people once with triggers and once without must be counted alike, or no figure means anything. */
async function proveCounters(): Promise<void> {
  const [kept, set] = [await newTenant(), await newTenant()];
  const hash = await passwordHash();
  await admin.begin((sql) => fill(sql, { tenants: [kept], count: PEOPLE_OF_SAMPLE, passwordHash: hash }));
  await fillQuickly([set], PEOPLE_OF_SAMPLE);
  const [expected, found] = [await countersOf(admin, kept.id), await countersOf(admin, set.id)];
  if (expected === "" || expected !== found)
    throw new Error(`the counters of the bench are not those of the triggers:\n${expected}\n\n${found}`);
}

async function inTurns<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count)
    made.push(...(await Promise.all(Array.from({ length: Math.min(8, count - made.length) }, make))));
  return made;
}

/** A company whose policy only offers the second step, so that both kinds of sign-in can be measured. */
async function company(size: number) {
  const tenant = await newTenant({ slug: `bench-${size}`, name: `Bench ${size}` }, { secondStep: "offered" });
  await fillQuickly([tenant], size);
  await admin`analyze`;
  const owner = await newMember(tenant, "owner", { name: "Ada Bakker" });
  const member = async (secondStep: boolean) => {
    const { identity } = await newMember(tenant, "member", { secondStep });
    return { email: identity.email, key: identity.key };
  };
  return {
    size,
    slug: tenant.slug,
    id: tenant.id,
    session: await newSession(owner.identity.id),
    identityId: owner.identity.id,
    withPassword: await inTurns(SIGN_INS, () => member(false)),
    withCode: await inTurns(SIGN_INS, () => member(true)),
  };
}

const sizes: number[] = JSON.parse(process.argv[2] ?? "[]");
const others = Number(process.argv[3] ?? 50);
await proveCounters();
await fillQuickly(await inTurns(others, () => newTenant()), PEOPLE_OF_OTHERS);
const companies = [];
for (const size of sizes) companies.push(await company(size));
console.log(JSON.stringify({ password: PASSWORD, companies }));
await closePools();
await admin.end();
