import { createHash } from "node:crypto";

/** About one in two million of what was never added is taken for added. */
const BITS_PER_ENTRY = 30;
const PROBES = 20;
const PART_BYTES = 6;

/** Where a text stands: two parts of one hash give every probe (Kirsch and Mitzenmacher, 2006). */
function probesOf(text: string, bits: number): number[] {
  const hash = createHash("sha256").update(text).digest();
  const first = hash.readUIntBE(0, PART_BYTES);
  const step = hash.readUIntBE(PART_BYTES, PART_BYTES);
  return Array.from({ length: PROBES }, (_, probe) => (first + probe * step) % bits);
}

/** What was added is always found. */
export const hasEntry = (filter: Uint8Array, text: string): boolean =>
  probesOf(text, filter.length * 8).every((bit) => ((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0);

export function bloomFilterOf(entries: ReadonlySet<string>): Uint8Array {
  const filter = new Uint8Array(Math.ceil((entries.size * BITS_PER_ENTRY) / 8));
  for (const entry of entries)
    for (const bit of probesOf(entry, filter.length * 8))
      filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7));
  return filter;
}
