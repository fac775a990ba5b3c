import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The script behind a command of an installed package, so that no shell and no PATH is needed. */
export const installed = (...parts) => join(root, "node_modules", ...parts);
