import { askOnce, load } from "./client.mjs";
import { median, quantile } from "./numbers.mjs";
import { processorTime, processorTimeOfServer } from "./processor.mjs";

/** The page of the same build that does least: no session, no database, a heading and three short lists. */
export const FLOOR = "/privacy";

const listOf = ({ slug }) => `/t/${slug}/settings/people`;
const asking = (company, path) => ({ path, headers: { cookie: `__Host-session=${company.session}` } });

/** The address behind "next" on the first page. */
async function cursorPage(port, company) {
  const { body } = await askOnce(port, asking(company, listOf(company)));
  const [, after] = /after=([\w-]+)/.exec(body.toString()) ?? [];
  if (!after) throw new Error(`the list of ${company.slug} has no second page`);
  return `${listOf(company)}?after=${after}`;
}

async function actsOf(port, company) {
  const list = listOf(company);
  return {
    "first page": list,
    "next page by cursor": await cursorPage(port, company),
    "filter by status": `${list}?status=started`,
    "search, common": `${list}?q=tanaka`,
    "search, rare": `${list}?q=ramachandran`,
  };
}

/** Every page that is measured: the floor, and each act at each size. */
export async function pagesOf({ application, people }) {
  const pages = [{ name: "floor", size: 0, ask: { path: FLOOR } }];
  for (const company of people.companies)
    for (const [name, path] of Object.entries(await actsOf(application.port, company)))
      pages.push({ name, size: company.size, ask: asking(company, path) });
  return pages;
}

async function withProcessor({ application, database }, work) {
  const before = [processorTime(application.pid), processorTimeOfServer(database.pid)];
  const { times, perSecond } = await work();
  const per = (now, from) => (now - from) / times.length;
  return {
    p50: median(times),
    p95: quantile(times, 0.95),
    perSecond,
    cpu: per(processorTime(application.pid), before[0]),
    databaseCpu: per(processorTimeOfServer(database.pid), before[1]),
  };
}

export const measured = (world, options, next) =>
  withProcessor(world, () => load(world.application.port, options, next));

/** One round over all pages: alone for the times, by eight for the work done. */
export async function pageRound(world, pages, { count }) {
  const rounds = {};
  for (const page of pages) {
    const next = () => page.ask;
    const alone = await measured(world, { connections: 1, count }, next);
    const crowded =
      page.name === "floor" || page.name === "first page"
        ? await measured(world, { connections: 8, count: count * 4 }, next)
        : undefined;
    rounds[`${page.name} ${page.size}`] = { alone, crowded };
  }
  return rounds;
}
