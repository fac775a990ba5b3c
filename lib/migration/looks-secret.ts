const SHORTEST = 16;

const isDate = (text: string) => /^\d{4}-\d\d-\d\d/.test(text);

/** Hashes, salts and keys are long runs of such signs; sentences, names and addresses are not. */
const isRun = (text: string) =>
  text.length >= SHORTEST &&
  /^[\w+/=$.,:{}-]+$/.test(text) &&
  (/\d/.test(text) || text === text.toUpperCase());

/** Keys are often written in groups. */
const isInGroups = (text: string) => /^([A-Z2-7]{4}[ -]){3,}[A-Z2-7]{1,4}$/i.test(text);

/** Whether a cell may be a hash, a salt or a key: it is shown to nobody. */
export const looksSecret = (cell: string): boolean => {
  const text = cell.trim();
  return !isDate(text) && (isRun(text) || isInGroups(text));
};

/** Whether a column holds such. */
export const mostLookSecret = (cells: readonly string[]): boolean =>
  cells.length > 0 && cells.filter(looksSecret).length * 2 >= cells.length;
