import type { CSSProperties } from "react";
import { accentStyle } from "./accent";

const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  const [first = "", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : [words[0], ""];
  return (last ? first.slice(0, 1) + last.slice(0, 1) : first.slice(0, 2)).toUpperCase();
};

// Otherwise it would take the colour of the company whose page it stands on.
const houseColour = { "--accent": "var(--post)", "--on-accent": "#FFFFFF" } as CSSProperties;

/** A company's monogram on its colour. */
export function Plate({ name, accent }: { name: string; accent?: string | null | undefined }) {
  return (
    <span className="plate" style={accentStyle(accent) ?? houseColour} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
