import 'server-only';

/** A long text as it is made, to be saved as a file. A reader who goes away ends the making. */
export function respondWithLines(lines: AsyncIterable<string>, fileName: string): Response {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => { await iterator.return?.(); },
  });
  const type = fileName.endsWith('.csv') ? 'text/csv' : 'application/x-ndjson';
  return new Response(body, { headers: { 'content-type': `${type}; charset=utf-8`, 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'no-store' } });
}
