import { install } from "./launch/install.mjs";
import { stage } from "./launch/progress.mjs";
import { runNode } from "./launch/run.mjs";
import { Stopped } from "./launch/stopped.mjs";

async function runCheck(name, check) {
  const { ok, output } = await check();
  if (!ok) throw new Stopped(`The check "${name}" found something.`, output);
}

/** Runs the named checks, or all of them and the proof that they can fail; stops at the first that finds something. */
export async function checkAll(names = []) {
  const { checks } = await import("./check/checks.mjs");
  const { root } = await import("./launch/root.mjs");
  const all = {
    ...Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, () => check(root)])),
    plant: () => runNode(["scripts/plant.mjs"]),
  };
  for (const name of names.length > 0 ? names : Object.keys(all)) {
    if (!all[name])
      throw new Stopped(`There is no check "${name}". There are: ${Object.keys(all).join(", ")}.`);
    await stage(`check: ${name}`, () => runCheck(name, all[name]));
  }
}

async function main() {
  try {
    await install();
    await checkAll(process.argv.slice(2));
  } catch (error) {
    console.error(`${error.output ?? ""}\n${error.output === undefined ? error.stack : error.message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1]?.endsWith("check.mjs")) await main();
