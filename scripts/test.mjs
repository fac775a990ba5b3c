import { checkAll } from "./check.mjs";
import { endAll, endOnSignals, isEnding } from "./launch/ending.mjs";
import { install } from "./launch/install.mjs";
import { stage } from "./launch/progress.mjs";
import { Stopped } from "./launch/stopped.mjs";
import { runJourneys } from "./test/run-journeys.mjs";
import { runUnit } from "./test/run-unit.mjs";
import { startTestDatabase } from "./test/test-run.mjs";

const total = { passed: 0, failed: 0 };

async function counted(name, work) {
  const { ok, passed, failed } = await work;
  total.passed += passed;
  total.failed += failed;
  if (!ok) throw new Stopped(`${name} found something.${failed === 0 ? " Nothing could run." : ""}`);
}

const parts = {
  checks: (_database, filters) => checkAll(filters),
  unit: async (database, filters) => counted("Vitest", runUnit(await database(), filters)),
  e2e: async (database, filters) => counted("Playwright", runJourneys(await database(), filters)),
};

async function testAll(args) {
  const only = /^--only=(.+)$/.exec(args[0] ?? "")?.[1];
  const names = only ? [only] : Object.keys(parts);
  if (only && !parts[only]) throw new Stopped(`--only is one of ${Object.keys(parts).join(", ")}.`);
  await install();
  let server;
  const database = () => {
    server ??= stage("Starting PostgreSQL", startTestDatabase);
    return server;
  };
  for (const name of names) await parts[name](database, only ? args.slice(1) : []);
}

async function main() {
  endOnSignals();
  try {
    await testAll(process.argv.slice(2));
  } catch (error) {
    if (isEnding()) return;
    console.error(`\n${error.output ?? ""}\n${error instanceof Stopped ? error.message : error.stack}`);
    total.failed = Math.max(total.failed, 1);
  }
  await endAll();
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main();
