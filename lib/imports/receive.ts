import { pipeline, Readable } from "node:stream";
import busboy from "busboy";
import { isRefusal, Refusal } from "@/lib/refusal";
import { MOST_BYTES } from "./limits";
import { readFile, type Sheet } from "./read";
import { readPasted } from "./read-pasted";

/** What a form puts around its fields. */
const AROUND = 64 * 1024;
/** Of the whole request, however it is parted and whatever it says of its length. */
export const MOST_OF_REQUEST = MOST_BYTES + AROUND;

const tooLarge = () => new Refusal("file_too_large", { most: MOST_BYTES / 1024 / 1024 });

/** Passes on what comes in, and no more than one list may have in all. */
async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MOST_OF_REQUEST) throw tooLarge();
    yield chunk;
  }
}

type Fields = ReadonlyMap<string, string>;
/** `file` may be read once, piece by piece. */
export type Received =
  | { file: AsyncIterable<Uint8Array>; name: string; fields: Fields }
  | { text: string; fields: Fields };

/** A form that does not say how it is parted is none. */
function partsIn(contentType: string) {
  try {
    return busboy({
      headers: { "content-type": contentType },
      defParamCharset: "utf8",
      limits: { files: 1, fields: 3, parts: 5, fieldSize: MOST_BYTES + 1, fileSize: MOST_BYTES + 1 },
    });
  } catch (fault) {
    throw refusalOf(fault);
  }
}

/** The file as it comes, or what was pasted; nothing is written to a disk. */
export async function receivedIn(contentType: string, body: AsyncIterable<Uint8Array>): Promise<Received> {
  if (!/^multipart\/form-data/i.test(contentType)) throw new Refusal("file_not_text");
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const parts = partsIn(contentType);
    parts.on("field", (name, value, { valueTruncated }) => {
      if (valueTruncated) reject(tooLarge());
      fields.set(name, value);
    });
    parts.on("file", (_name, file, { filename }) => {
      // Who reads it hears of a fault; when nobody does, it must not end the process.
      file.on("error", () => {});
      if (filename) resolve({ file: partsOf(file), name: filename, fields });
      else file.resume();
    });
    // An upload that is cut off, or goes over the limit, ends the reading of its file too.
    pipeline(Readable.from(bounded(body)), parts, (error) => {
      if (error) reject(refusalOf(error));
      else resolve({ text: fields.get("text") ?? "", fields });
    });
  });
}

const refusalOf = (fault: unknown) => (isRefusal(fault) ? fault : new Refusal("file_not_text"));

async function* partsOf(file: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
  } catch (fault) {
    throw refusalOf(fault);
  }
}

type List = { source: "paste" | "file"; fileName?: string; sheet: Sheet };

/** Reads the list in a form as it comes in; stops at the first thing that makes it none. */
export async function readUpload(contentType: string, body: AsyncIterable<Uint8Array>): Promise<List> {
  const received = await receivedIn(contentType, body);
  if ("text" in received) return { source: "paste", sheet: await readPasted(received.text) };
  return { source: "file", fileName: received.name, sheet: await readFile(received.file) };
}
