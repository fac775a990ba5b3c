import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installed, root } from "../launch/root.mjs";
import { runNode } from "../launch/run.mjs";

const LAYERS = ["app", "components", "db", "lib", "e2e"];
const quiet = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0" };

const node = (folder, args, env = quiet) => runNode(args, { cwd: folder, env });
const own = (name) => (folder) => node(folder, [join(root, "scripts", name), folder]);

const biome = (folder) =>
  node(folder, [installed("@biomejs", "biome", "bin", "biome"), "check", "--max-diagnostics=none", "."]);

async function types(folder) {
  // Pages take their props from types that Next makes of the routes.
  const made = await node(folder, [installed("next", "dist", "bin", "next"), "typegen"]);
  return made.ok
    ? node(folder, [installed("typescript", "bin", "tsc"), "--noEmit", "--pretty", "false"])
    : made;
}

async function direction(folder) {
  const layers = LAYERS.filter((name) => existsSync(join(folder, name)));
  const cruise = installed("dependency-cruiser", "bin", "dependency-cruise.mjs");
  const done = await node(folder, [cruise, "--config", ".dependency-cruiser.cjs", ...layers]);
  // With a parser it does not know it reads nothing, and finds nothing wrong.
  return { ...done, ok: done.ok && !done.output.includes("(0 modules") };
}

const unused = (folder) => node(folder, [installed("knip", "bin", "knip.js"), "--no-progress"]);

const migrationsIn = (folder) => readdirSync(folder).filter((name) => name.endsWith(".sql")).length;

async function migrations(folder) {
  const copy = join(".data", `migrations-${process.pid}`);
  mkdirSync(join(folder, ".data"), { recursive: true });
  cpSync(join(folder, "db", "migrations"), join(folder, copy), { recursive: true });
  try {
    const before = migrationsIn(join(folder, copy));
    const done = await node(folder, [installed("drizzle-kit", "bin.cjs"), "generate", "--name=missing"], {
      ...quiet,
      DRIZZLE_OUT: `./${copy}`,
      NODE_OPTIONS: "--conditions=react-server",
    });
    const agrees = migrationsIn(join(folder, copy)) === before;
    return {
      ...done,
      ok: done.ok && agrees,
      output: agrees ? done.output : `schema and migrations differ\n${done.output}`,
    };
  } finally {
    rmSync(join(folder, copy), { recursive: true, force: true });
  }
}

/** Every check, the cheap ones first; each looks at one folder and says whether it is well. */
export const checks = {
  biome,
  actions: own("check-actions.mjs"),
  components: own("check-components.mjs"),
  messages: own("check-messages.mjs"),
  direction,
  types,
  unused,
  migrations,
};
