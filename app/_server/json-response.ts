import 'server-only';

const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };

export function jsonResponse(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers });
}

/** The same for scripts/serve/answer-directly.mjs alone, which writes its bytes as they are instead of reading it back out of a stream. */
export function wholeResponse(value: unknown): Response {
  return Object.assign(new Response(null, { headers }), { whole: Buffer.from(JSON.stringify(value)) });
}
