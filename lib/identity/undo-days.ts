/** For so long a change of address can be undone, and a notice answered. */
export const UNDO_DAYS = 7;
