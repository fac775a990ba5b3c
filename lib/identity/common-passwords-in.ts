/** No policy lets a password be shorter, so that shorter ones need not be on the list. */
const FLOOR = 8;

/** The passwords of a list, one a line, as they are compared: without capitals, in one Unicode form. */
export const commonPasswordsIn = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .split(/\r?\n/)
      .map((line) => line.normalize("NFC").toLowerCase())
      .filter((password) => [...password].length >= FLOOR),
  );
