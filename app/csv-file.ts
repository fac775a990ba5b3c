/** A list to keep. Its name is ours and plain, so that nothing somebody typed stands in a header. */
export const csvFile = (text: string | ReadableStream<Uint8Array>, name: string): Response =>
  new Response(text, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
