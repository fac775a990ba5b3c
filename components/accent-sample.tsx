import type { CSSProperties } from "react";
import { accentStyle } from "./accent";
import { Plate } from "./plate";

export type SampleWords = {
  sample: string;
  button: string;
  white: string;
  ink: string;
  house: string;
  unread: string;
};

const HOUSE = "#1E5142";

/** The colour that was typed, as six digits; null while it is none. */
function hexIn(typed: string): string | null {
  const digits = /^\s*#?([0-9a-f]{3}|[0-9a-f]{6})\s*$/i.exec(typed)?.[1];
  if (!digits) return null;
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`.toUpperCase();
}

/** What is shown for it: Portico's own colour while there is none. */
export const colourOf = (typed: string) => hexIn(typed) ?? HOUSE;

function sentenceFor(typed: string, letters: unknown, words: SampleWords): string {
  if (typed.trim() === "") return words.house;
  if (!hexIn(typed)) return words.unread;
  return letters === "#FFFFFF" ? words.white : words.ink;
}

type Props = { company: string; typed: string; words: SampleWords };

/** Post, plate and the button of a mail in the colour, with letters that can be read on it. */
export function AccentSample({ company, typed, words }: Props) {
  const colour = colourOf(typed);
  const style: CSSProperties & { "--on-accent"?: string } = accentStyle(colour) ?? {};
  return (
    <div>
      <div className="accent-sample" style={style} role="img" aria-label={words.sample}>
        <Plate name={company} accent={colour} />
        <b>{company}</b>
        <span className="accent-button">{words.button}</span>
      </div>
      <p className="hint" aria-live="polite">
        {sentenceFor(typed, style["--on-accent"], words)}
      </p>
    </div>
  );
}
