import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checks } from "./check/checks.mjs";
import { planted } from "./check/planted.mjs";
import { installed, root } from "./launch/root.mjs";
import { stopRunning } from "./launch/run.mjs";

const LEFT_OUT = [".git", ".next", ".data", "node_modules", "bench", "test-results", "playwright-report"];

// Planted in a copy: nobody's work tree is ever broken, not even by a kill -9.
function copyOfProject() {
  const copy = mkdtempSync(join(tmpdir(), "portico-plant-"));
  for (const name of readdirSync(root))
    if (!LEFT_OUT.includes(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(installed(), join(copy, "node_modules"), "junction");
  return copy;
}

function plantAll(copy) {
  for (const { file, text } of planted) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  const dutch = join(copy, "lib", "i18n", "nl.json");
  const messages = JSON.parse(readFileSync(dutch, "utf8"));
  delete messages[Object.keys(messages)[0]];
  writeFileSync(dutch, JSON.stringify({ ...messages, planted: { only: "{here}" } }));
}

const expectedOf = (name) => [
  ...planted.filter(({ check }) => check === name).flatMap(({ finds }) => finds),
  ...(name === "messages" ? ["nl.json lacks", "en.json lacks planted.only"] : []),
];

async function missedBy(name, copy) {
  const { ok, output } = await checks[name](copy);
  const missed = expectedOf(name).filter((words) => !output.includes(words));
  if (ok) return [`${name} is green over planted faults`];
  return missed.map((words) => `${name} did not say "${words}"`);
}

async function main() {
  const copy = copyOfProject();
  const clean = () => rmSync(copy, { recursive: true, force: true });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => {
      stopRunning();
      clean();
      process.exit(1);
    });
  try {
    plantAll(copy);
    for (const name of Object.keys(checks))
      for (const missed of await missedBy(name, copy)) {
        console.error(missed);
        process.exitCode = 1;
      }
  } finally {
    clean();
  }
}

await main();
