import { Readable } from 'node:stream';
import { z } from 'zod';
import { attachmentHeader, openDownload, type OpenedDownload } from '@/lib/delivery';
import { downloadTokenInput } from '@/lib/delivery/schema';
import { defineRoute } from '@/app/_server/define-route';

/** The bytes as they were sold: to be saved, never to be shown or run by the browser, kept by no cache. */
export const GET = defineRoute({
  input: z.strictObject({ token: downloadTokenInput }),
  run: (ctx, { token }, request) => openDownload(ctx, { token, range: request.headers.get('range'), ifRange: request.headers.get('if-range') }),
  respond: toResponse,
});

function toResponse({ stream, range, byteSize, sha256, fileName }: OpenedDownload): Response {
  const digest = `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
  const headers = new Headers({
    'content-disposition': attachmentHeader(fileName),
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-store, no-transform',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    etag: `"${sha256}"`,
    'repr-digest': digest,
  });
  if (range === 'unsatisfiable' || stream === null) {
    headers.set('content-range', `bytes */${byteSize}`);
    return new Response(null, { status: 416, headers });
  }
  const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
  if (range === 'whole') {
    headers.set('content-length', String(byteSize));
    return new Response(body, { headers });
  }
  headers.set('content-length', String(range.end - range.start + 1));
  headers.set('content-range', `bytes ${range.start}-${range.end}/${byteSize}`);
  return new Response(body, { status: 206, headers });
}

/** Otherwise Next answers HEAD by running GET, and a look would count as a download. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } });
}
