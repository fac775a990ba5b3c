import { spawn } from "node:child_process";
import { root } from "./root.mjs";

const running = new Set();

/** Runs a command to its end and returns its code and all it said; `show` also lets it speak meanwhile. */
export function run(command, args, options = {}) {
  const { cwd = root, env = process.env, show = false, seconds } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: (seconds ?? 0) * 1000,
    });
    const said = { stdout: "", output: "" };
    running.add(child);
    child.stdout.on("data", (chunk) => {
      said.stdout += chunk;
      said.output += chunk;
      if (show) process.stdout.write(chunk);
    });
    child.stderr.on("data", (chunk) => {
      said.output += chunk;
      if (show) process.stderr.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ ok: code === 0, code: code ?? 1, signal, ...said });
    });
  });
}

/** The same for a script of Node's. */
export const runNode = (args, options) => run(process.execPath, args, options);

export function stopRunning() {
  for (const child of running) child.kill("SIGTERM");
}
