import { rmSync } from "node:fs";
import { join } from "node:path";
import { stage } from "../scripts/launch/progress.mjs";
import { runNode } from "../scripts/launch/run.mjs";
import { Stopped } from "../scripts/launch/stopped.mjs";
import { writeOldList } from "./old-list.mjs";

const SIZES = [10_000, 100_000];
/** As many mails are delivered to their end; they are the same at any size. */
const MAILED = 2000;

async function ran(env, script, args, conditions = []) {
  const loaded = ["--import", "tsx", "--import", "./bench/peak.mjs"];
  const done = await runNode([...conditions, ...loaded, script, ...args], { env });
  if (!done.ok) throw new Stopped(`${script} ${args[0]} could not be measured.`, done.output);
  return { said: done.stdout, peak: Number(/peak kB (\d+)/.exec(done.output)?.[1]) / 1024 };
}

async function act(env, name, given) {
  const { said, peak } = await ran(env, "bench/migration.ts", [name, given], ["--conditions=react-server"]);
  return { ...JSON.parse(said.trim().split("\n").at(-1)), peak };
}

/** Without a limit Node lets garbage lie: what counts is what is held. */
const HELD = ["--max-old-space-size=72", "--max-semi-space-size=4"];

/** By the command that an operator types. */
async function takeIn(env, folder, slug, count) {
  const file = join(folder, `${slug}.csv`);
  await writeOldList(file, count);
  const args = ["import-old-accounts", "--tenant", slug, "--source", "Bench", "--file", file];
  const { said, peak } = await ran(env, "scripts/portico.ts", args, HELD);
  rmSync(file);
  rmSync(`${file}.refused.csv`, { force: true });
  return { seconds: Number(/rows in ([\d.]+) s/.exec(said)?.[1]), peak };
}

async function staff({ env, folder }, count) {
  const slug = `staff-${count}`;
  const of = JSON.stringify(await act(env, "company", slug));
  const label = (what) => `${what} ${count} old accounts`;
  const taken = await stage(label("Taking in"), () => takeIn(env, folder, slug, count));
  const checked = await stage(label("Checking"), () => act(env, "check", of));
  const moved = await stage(label("Moving"), () => act(env, "move", of));
  return { count, of, taken, checked, moved };
}

/** Old accounts from a list to mails on their way, at two sizes; each step in a process of its own. */
export async function migrationOf(world) {
  const mailed = await staff(world, MAILED);
  const delivered = await stage(`Delivering ${MAILED} mails`, () => act(world.env, "deliver", mailed.of));
  const sizes = [];
  for (const size of SIZES) sizes.push(await staff(world, size));
  return { sizes, delivered };
}
