import { rmSync } from "node:fs";
import { join } from "node:path";
import { stage } from "../scripts/launch/progress.mjs";
import { runNode } from "../scripts/launch/run.mjs";
import { Stopped } from "../scripts/launch/stopped.mjs";
import { writeOldList } from "./old-list.mjs";

const SIZES = [1000, 10_000, 100_000];
/** As many mails are delivered to their end; they are the same at any size. */
const MAILED = 2000;

async function ran(env, script, args, conditions = []) {
  const loaded = ["--import", "tsx", "--import", "./bench/peak.mjs"];
  const done = await runNode([...conditions, ...loaded, script, ...args], { env });
  if (!done.ok) throw new Stopped(`${script} ${args[0]} could not be measured.`, done.output);
  return { said: done.stdout, peak: Number(/peak kB (\d+)/.exec(done.output)?.[1]) / 1024 };
}

/** Without a limit Node lets garbage lie: what counts is what is held. The same at every size. */
const HELD = ["--max-old-space-size=72", "--max-semi-space-size=4"];

async function act(env, name, given) {
  const flags = [...HELD, "--conditions=react-server"];
  const { said, peak } = await ran(env, "bench/migration.ts", [name, JSON.stringify(given)], flags);
  return { ...JSON.parse(said.trim().split("\n").at(-1)), peak };
}

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
  const of = await act(env, "company", { slug });
  const step = (name, what, given) => stage(`${what} ${count} old accounts`, () => act(env, name, given));
  const taken = await stage(`Taking in ${count} old accounts`, () => takeIn(env, folder, slug, count));
  const checked = await step("check", "Checking", of);
  const begun = await step("begin", "Looking at", of);
  const moving = { ...of, waveId: begun.waveId };
  const moved = await step("move", "Moving", moving);
  return { count, of, taken, checked, begun, moved, looked: await step("look", "Seeing", moving) };
}

/** Old accounts from a list to mails on their way, at three sizes; each step in a process of its own. */
export async function migrationOf(world) {
  const mailed = await staff(world, MAILED);
  const delivered = await stage(`Delivering ${MAILED} mails`, () => act(world.env, "deliver", mailed.of));
  const sizes = [];
  for (const size of SIZES) sizes.push(await staff(world, size));
  return { sizes, delivered };
}
