import { Refusal, type RefusalCode } from "@/lib/refusal";
import { MOST_BYTES } from "./limits";

const LONGEST_SIGN = 16;

/** How files begin that are called .csv and are something else, in hexadecimal. */
const signs: readonly [RegExp, RefusalCode][] = [
  [/^(504b0304|504b0506|d0cf11e0)/, "file_workbook"],
  [/^(fffe|feff|..00..00|00..00..)/, "file_utf16"],
  [/^(89504e47|25504446|1f8b|47494638|ffd8ff)/, "file_not_text"],
];

function refuseOtherKinds(start: Buffer): void {
  const head = start.subarray(0, LONGEST_SIGN);
  const other = signs.find(([sign]) => sign.test(head.toString("hex")));
  if (other) throw new Refusal(other[1]);
  if (/^\s*<(!doctype|html|\?xml)/i.test(head.toString("latin1"))) throw new Refusal("file_not_text");
}

const lengthFrom = (first: number) => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2);

/** Where the last whole character ends: what follows belongs to the next piece. */
function wholeLength(bytes: Buffer): number {
  const [begun] = /[\u00c0-\u00ff][\u0080-\u00bf]*$/.exec(bytes.subarray(-4).toString("latin1")) ?? [];
  const isCut = begun !== undefined && begun.length < lengthFrom(begun.charCodeAt(0));
  return isCut ? bytes.length - begun.length : bytes.length;
}

/** UTF-8 as long as it is; from the first byte that is not, Windows-1252. */
class Decoder {
  #kept: Buffer = Buffer.alloc(0);
  #isUtf8 = true;
  readonly #western = new TextDecoder("windows-1252");

  push(piece: Uint8Array, isLast: boolean): string {
    const bytes = Buffer.concat([this.#kept, piece]);
    const end = isLast || !this.#isUtf8 ? bytes.length : wholeLength(bytes);
    this.#kept = bytes.subarray(end);
    return this.#read(bytes.subarray(0, end));
  }

  #read(bytes: Buffer): string {
    if (this.#isUtf8)
      try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      } catch {
        this.#isUtf8 = false;
      }
    return this.#western.decode(bytes);
  }
}

/** Pieces of a size at which reading an open quote anew costs little. */
async function* inSlices(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Buffer> {
  const SLICE = 1024 * 1024;
  let waiting: Uint8Array[] = [];
  let length = 0;
  let all = 0;
  for await (const chunk of chunks) {
    all += chunk.length;
    if (all > most) throw new Refusal("file_too_large", { most: MOST_BYTES / 1024 / 1024 });
    waiting.push(chunk);
    length += chunk.length;
    if (length < SLICE) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  yield Buffer.concat(waiting);
}

/** A file's text, piece by piece; refuses by its content what is no text, and stops reading at the limit. */
export async function* textOf(chunks: AsyncIterable<Uint8Array>, most = MOST_BYTES): AsyncGenerator<string> {
  const decoder = new Decoder();
  let isFirst = true;
  for await (const slice of inSlices(chunks, most)) {
    if (isFirst) refuseOtherKinds(slice);
    isFirst = false;
    if (slice.includes(0)) throw new Refusal("file_not_text");
    yield decoder.push(slice, false);
  }
  yield decoder.push(new Uint8Array(), true);
}
