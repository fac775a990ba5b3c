import "server-only";
import { CSV_MARK, csvRows } from "@/lib/imports/csv";

const bytes = new TextEncoder();

/** Rows as the reader takes them: nothing is held but the part on its way. */
export function csvStream<T>(
  parts: AsyncGenerator<readonly T[]>,
  { headers, cells }: { headers: string[]; cells: (row: T) => string[] },
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (out) => out.enqueue(bytes.encode(CSV_MARK + csvRows([headers]))),
    pull: async (out) => {
      const { value, done } = await parts.next();
      if (done) return out.close();
      out.enqueue(bytes.encode(csvRows(value.map(cells))));
    },
    cancel: async () => {
      await parts.return(undefined);
    },
  });
}
