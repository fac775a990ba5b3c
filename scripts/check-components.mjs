import { report, sourcesIn } from "./check/sources.mjs";
import { root } from "./launch/root.mjs";

const VALUE_IMPORT = /^\s*(?:import\s+(?!type\b)|export\s+(?!type\b)).*from\s+["']@\/(?:lib|db|app)\//gm;

/** Components take the shape of a form's state from lib, and no code at all. */
function componentFaults(folder) {
  return sourcesIn(folder, ["components"]).flatMap(({ name, text }) =>
    (text.match(VALUE_IMPORT) ?? []).map(
      (line) => `${name}: only a type may come from there: ${line.trim()}`,
    ),
  );
}

report(componentFaults(process.argv[2] ?? root));
