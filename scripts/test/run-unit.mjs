import { join } from "node:path";
import { ownEnvironment } from "../launch/environment.mjs";
import { loudStage } from "../launch/progress.mjs";
import { installed } from "../launch/root.mjs";
import { runNode } from "../launch/run.mjs";
import { countOfVitest } from "./test-count.mjs";
import { runFolder } from "./test-run.mjs";

/** Runs Vitest on this server; gives how many tests passed and failed. */
export async function runUnit(adminUrl, filters) {
  const file = join(runFolder, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const env = { ...ownEnvironment(), TEST_ADMIN_URL: adminUrl };
  const { ok } = await loudStage("vitest", () =>
    runNode([installed("vitest", "vitest.mjs"), "run", ...reporters, ...filters], { env, show: true }),
  );
  return { ok, ...countOfVitest(file) };
}
