/** What an import takes at most (docs/limits.md). */
export const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_ROWS = 50_000;
/** Longer than any name or address: such a row is refused by itself. */
export const MOST_CELL = 10_000;
export const MOST_COLUMNS = 50;
