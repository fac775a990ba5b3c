import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The TypeScript files below these folders, with their text. */
export function sourcesIn(root, folders) {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))),
    )
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
}

/** Prints the faults and sets the exit code of a check. */
export function report(faults) {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
