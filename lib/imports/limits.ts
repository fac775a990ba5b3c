/** What an import takes at most (docs/limits.md). */
export const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_ROWS = 50_000;
/** Longer than any name or address: such a row is refused by itself. */
export const MOST_CELL = 10_000;
export const MOST_COLUMNS = 50;
/** As many addresses as are read at a glance; more in the panel of one invitation become a list of their own. */
export const MOST_IN_PANEL = 50;
/** What the panel takes in at most, so that a long list gets as far as its own page. */
export const MOST_TYPED = 100_000;
