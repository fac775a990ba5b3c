import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { alike } from "../bench/alike.mjs";
import { migrationOf } from "../bench/migration.mjs";
import { migrationLines } from "../bench/migration-table.mjs";
import { FLOOR, pageRound, pagesOf } from "../bench/pages.mjs";
import { keysetTime, perRequest } from "../bench/per-request.mjs";
import { reportOf } from "../bench/report.mjs";
import { scriptsOf } from "../bench/scripts-size.mjs";
import { searchFloors } from "../bench/search-floor.mjs";
import { duringSignIns, signInRound, signInsOf } from "../bench/sign-in.mjs";
import { verbsOf } from "../bench/verbs.mjs";
import { startPlainWorld, startWorld } from "../bench/world.mjs";
import { build } from "./launch/build.mjs";
import { endAll, endOnSignals, isEnding } from "./launch/ending.mjs";
import { install } from "./launch/install.mjs";
import { stage } from "./launch/progress.mjs";

// `npm run bench -- --million`: a company of a million people beside a thousand others.
const isMillion = process.argv.includes("--million");
const SIZES = [1000, isMillion ? 1_000_000 : 100_000];
const OTHERS = isMillion ? 1000 : 50;
const ROUNDS = 5;

async function inRounds(label, round) {
  const made = [];
  for (let n = 1; n <= ROUNDS; n++) made.push(await stage(`${label}, round ${n} of ${ROUNDS}`, round));
  return made;
}

async function perRequests(world, pages) {
  const made = [];
  for (const page of pages) made.push({ ...page, ...(await perRequest(world, page.ask)) });
  return made;
}

async function measureAll(world) {
  const pages = await pagesOf(world);
  const [, large] = world.people.companies;
  await stage("Warming up", () => pageRound(world, pages, { count: 20 }));
  const pageRounds = await inRounds("Pages", () => pageRound(world, pages, { count: 25 }));
  const floors = await stage("Searches by themselves", () => searchFloors(world));
  const signIns = await signInsOf(world, large);
  await stage("Warming up sign-in", () => signInRound(world, signIns, { count: 16, codes: 8 }));
  const signInRounds = await inRounds("Sign-in", () => signInRound(world, signIns, { count: 64, codes: 32 }));
  const list = pages.find(({ name, size }) => name === "first page" && size === large.size);
  const scripts = [
    { name: "sign-in", most: 150, ...(await scriptsOf(world.application.port, { path: "/sign-in" })) },
    { name: "people", most: 180, ...(await scriptsOf(world.application.port, list.ask)) },
  ];
  return {
    pageRounds,
    signInRounds,
    scripts,
    during: await stage("Pages while people sign in", () => duringSignIns(world, signIns, list)),
    alike: await stage("Answers to known and unknown names", () => alike(world)),
    verbs: await stage("Inviting in bulk, and verdicts", () => verbsOf(world)),
    requests: await stage("Counting statements", () => perRequests(world, pages.slice(1))),
    plain: await keysetTime(world.sql, large),
    floors,
  };
}

const machine = `Node ${process.version}, ${availableParallelism()} cores, load and database on the same machine`;

function tell(folder, name, report) {
  writeFileSync(join(folder, name), report);
  console.log(`\n${report}`);
}

/** `npm run bench -- --migration`: old accounts alone, without the application. */
async function benchMigration() {
  await install();
  const world = await startPlainWorld();
  const lines = migrationLines(await migrationOf(world));
  tell(world.folder, "migration.md", [`${machine}; run once.`, "", ...lines, ""].join("\n"));
}

async function bench() {
  await install();
  await build();
  const world = await startWorld(SIZES, OTHERS);
  const figures = await measureAll(world);
  const report = reportOf({ ...figures, sizes: SIZES, floorPath: FLOOR, rounds: ROUNDS, machine });
  tell(world.folder, "report.md", report);
}

async function main() {
  endOnSignals();
  try {
    await (process.argv.includes("--migration") ? benchMigration() : bench());
  } catch (error) {
    if (isEnding()) return;
    console.error(`\n${error.output ?? ""}\n${error.stack}`);
    process.exitCode = 1;
  }
  await endAll();
}

await main();
