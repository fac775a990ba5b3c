import type { CSSProperties } from "react";

const INK = "#14201C";

const linear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

function luminanceOf(hex: string): number {
  const at = (start: number) => linear(Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  return 0.2126 * at(1) + 0.7152 * at(3) + 0.0722 * at(5);
}

/** The tenant's colour for post and plate; letters on it are ink where white would be hard to read. */
export function accentStyle(accent: string | null | undefined): CSSProperties | undefined {
  if (!accent || !/^#[0-9a-f]{6}$/i.test(accent)) return undefined;
  const isWhiteReadable = 1.05 / (luminanceOf(accent) + 0.05) >= 4.5;
  return { "--accent": accent, "--on-accent": isWhiteReadable ? "#FFFFFF" : INK } as CSSProperties;
}
