import { eq } from "drizzle-orm";
import { closePools } from "@/db/client";
import { legacyImports } from "@/db/schema/legacy";
import { lookUp, withTenant } from "@/lib/access/doors";
import { migrationCounts } from "@/lib/migration/counts";
import { dryNumbers } from "@/lib/migration/dry-run";
import { makeWave } from "@/lib/migration/make-wave";
import { runCheck } from "@/lib/migration/run-check";
import { runWave } from "@/lib/migration/run-wave";
import { waveProgress, waveRowsAfter } from "@/lib/migration/wave-page";
import { waveOf } from "@/lib/migration/waves";
import { newMember, newTenant, selfOf } from "@/lib/testing/factories";
import { delivery, localProvider } from "./delivery";

type Company = { id: string; slug: string; identityId: string };

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; made: T }> {
  const from = performance.now();
  const made = await work();
  return { seconds: (performance.now() - from) / 1000, made };
}

/** A company with an owner who moves its people. */
async function company(slug: string): Promise<Company> {
  const tenant = await newTenant({ slug, name: `Bench ${slug}` });
  const { identity } = await newMember(tenant, "owner", { name: "Ada Bakker" });
  return { id: tenant.id, slug, identityId: identity.id };
}

/** The list that the operator's command has stored, judged by its job. */
async function check({ id: tenantId }: Company) {
  const [list] = await lookUp("import old accounts", (db) =>
    db.select({ id: legacyImports.id }).from(legacyImports).where(eq(legacyImports.tenantId, tenantId)),
  );
  const { seconds } = await timed(() => runCheck({ tenantId, importId: list?.id }));
  return { checked: seconds };
}

/** The dry run, "Yes", the job, and the page of the wave when it is done. */
async function move({ id: tenantId, slug, identityId }: Company) {
  const ada = { tenant: slug, self: await selfOf(identityId) };
  const dry = await timed(() => withTenant(ada, "migration.view", (tx) => dryNumbers(tx, {})));
  const count = dry.made.invite + dry.made.link;
  const begun = await timed(() => withTenant(ada, "migration.run", (tx) => makeWave(tx, { count })));
  const run = await timed(() => runWave({ tenantId, waveId: begun.made }));
  const page = await timed(() =>
    withTenant(ada, "migration.view", async (tx) => {
      const wave = await waveOf(tx, begun.made);
      await waveRowsAfter(tx, wave, { tab: "all", q: "", after: null });
      return waveProgress(tx, wave);
    }),
  );
  const { standings } = await withTenant(ada, "migration.view", migrationCounts);
  const told = { dry: dry.seconds, begun: begun.seconds, moved: run.seconds, page: page.seconds };
  return { ...told, count, sent: page.made.sent, onTheirWay: standings.sent };
}

/** The mails of a wave, to a local fake of the provider's interface. */
async function deliver({ id }: Company) {
  const provider = await localProvider();
  const made = await delivery(id, provider);
  await provider.provider.close();
  return made;
}

const acts = { check, move, deliver } as const;
const [act, given] = process.argv.slice(2);
const result =
  act === "company"
    ? await company(given ?? "")
    : await acts[act as keyof typeof acts](JSON.parse(given ?? "{}"));
console.log(JSON.stringify(result));
await closePools();
