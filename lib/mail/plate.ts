const GREEN = "#1E5142";
const INK = "#14201C";

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

function luminanceOf(hex: string): number {
  const at = (start: number) => linear(Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  return 0.2126 * at(1) + 0.7152 * at(3) + 0.0722 * at(5);
}

/** The company's colour, and a colour for letters that can be read on it. */
export function plateColours(accent: string | undefined) {
  const colour = accent && /^#[0-9a-f]{6}$/i.test(accent) ? accent : GREEN;
  return { colour, letters: 1.05 / (luminanceOf(colour) + 0.05) >= 4.5 ? "#FFFFFF" : INK };
}

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const [first, last] = [words[0] ?? "", words.length > 1 ? (words.at(-1) ?? "") : ""];
  const letters = last ? [...first].slice(0, 1).concat([...last].slice(0, 1)) : [...first].slice(0, 2);
  return letters.join("").toUpperCase();
}
