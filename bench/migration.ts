import { eq } from "drizzle-orm";
import { closePools } from "@/db/client";
import { legacyImports } from "@/db/schema/legacy";
import { lookUp, withTenant } from "@/lib/access/doors";
import { migrationCounts } from "@/lib/migration/counts";
import { dryNumbers } from "@/lib/migration/dry-run";
import { makeWave } from "@/lib/migration/make-wave";
import { runCheck } from "@/lib/migration/run-check";
import { runWave } from "@/lib/migration/run-wave";
import { type WaveTab, waveProgress, waveRowsAfter, waveTabs } from "@/lib/migration/wave-page";
import { waveOf } from "@/lib/migration/waves";
import { newMember, newTenant, selfOf } from "@/lib/testing/factories";
import { delivery, localProvider } from "./delivery";

type Company = { id: string; slug: string; identityId: string };
type Moving = Company & { waveId: string };

const LOOKS = 9;

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; made: T }> {
  const from = performance.now();
  const made = await work();
  return { seconds: (performance.now() - from) / 1000, made };
}

/** A company with an owner who moves its people. */
async function company({ slug }: { slug: string }): Promise<Company> {
  const tenant = await newTenant({ slug, name: `Bench ${slug}` });
  const { identity } = await newMember(tenant, "owner", { name: "Ada Bakker" });
  return { id: tenant.id, slug, identityId: identity.id };
}

const adaOf = async ({ slug, identityId }: Company) => ({ tenant: slug, self: await selfOf(identityId) });

/** The list that the operator's command has stored, judged by its job. */
async function check({ id: tenantId }: Company) {
  const [list] = await lookUp("import old accounts", (db) =>
    db.select({ id: legacyImports.id }).from(legacyImports).where(eq(legacyImports.tenantId, tenantId)),
  );
  const { seconds } = await timed(() => runCheck({ tenantId, importId: list?.id }));
  return { seconds };
}

/** The dry run of all, and "Yes", which looks at them anew. */
async function begin(of: Company) {
  const ada = await adaOf(of);
  const dry = await timed(() => withTenant(ada, "migration.view", (tx) => dryNumbers(tx, {})));
  const count = dry.made.invite + dry.made.link;
  const yes = await timed(() => withTenant(ada, "migration.run", (tx) => makeWave(tx, { count })));
  return { dry: dry.seconds, yes: yes.seconds, waveId: yes.made };
}

async function move({ id: tenantId, waveId }: Moving) {
  const { seconds } = await timed(() => runWave({ tenantId, waveId }));
  return { seconds };
}

/** What the page of a wave reads, as it is opened, and what its search and its file read. */
async function look(of: Moving) {
  const ada = await adaOf(of);
  const page = (tab: WaveTab, q = "", after = 0, most?: number) =>
    withTenant(ada, "migration.view", async (tx) => {
      const wave = await waveOf(tx, of.waveId);
      const progress = await waveProgress(tx, wave);
      return { ...(await waveRowsAfter(tx, wave, progress, { tab, q, after }, most)), progress };
    });
  const often = async (tab: WaveTab, q?: string) => {
    const times = [];
    for (let n = 0; n < LOOKS; n++) times.push((await timed(() => page(tab, q))).seconds);
    return times;
  };
  const tabs = [];
  for (const tab of waveTabs) tabs.push([tab, await often(tab)]);
  const whole = await timed(async () => {
    for (let after: number | null = 0; after !== null; ) after = (await page("all", "", after, 1000)).next;
  });
  const { progress } = await page("all");
  const { standings } = await withTenant(ada, "migration.view", migrationCounts);
  return {
    ...{ tabs: Object.fromEntries(tabs), search: await often("all", "old-77@"), whole: whole.seconds },
    ...{ sent: progress.sent, onTheirWay: standings.sent },
  };
}

/** The mails of a wave, to a local fake of the provider's interface. */
async function deliver({ id }: Company) {
  const provider = await localProvider();
  const made = await delivery(id, provider);
  await provider.provider.close();
  return made;
}

const acts = { company, check, begin, move, look, deliver } as const;
const [act, given] = process.argv.slice(2);
console.log(JSON.stringify(await acts[act as keyof typeof acts](JSON.parse(given ?? "{}"))));
await closePools();
