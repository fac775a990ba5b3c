import { stopRunning } from "./run.mjs";

const undoings = [];
let ended;

/** What was started last ends first. */
export function atEnd(name, undo) {
  undoings.push({ name, undo });
}

async function undoAll() {
  for (const { name, undo } of undoings.reverse()) {
    try {
      await undo();
    } catch (error) {
      console.error(`Could not stop ${name}: ${error.message}`);
    }
  }
}

export function endAll() {
  ended ??= undoAll();
  return ended;
}

export const isEnding = () => ended !== undefined;

const CODE_OF = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

async function endBy(code) {
  if (isEnding()) return;
  console.log("\nStopping …");
  stopRunning();
  await endAll();
  process.exit(code);
}

// npm hands a SIGTERM to its shell, which dies without a word to us; then our parent is gone.
function endWithParent(code) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && endBy(code), 500).unref();
}

/** A second Ctrl-C changes nothing: the first is already ending everything, in order. */
export function endOnSignals(codeOf = CODE_OF) {
  for (const signal of Object.keys(CODE_OF)) process.on(signal, () => endBy(codeOf[signal]));
  endWithParent(codeOf.SIGTERM);
  // A closed terminal must not stop the stopping.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}
