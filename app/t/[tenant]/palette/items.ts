/** Somewhere the palette leads to. */
export type Target = { href: string; label: string };
export type FoundPerson = Target & { hint: string; status: string };

export type PaletteWords = {
  open: string;
  title: string;
  placeholder: string;
  people: string;
  pages: string;
  /** With `{q}` where the word stands that was typed. */
  all: string;
  failed: string;
  close: string;
};
