import 'server-only';

const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };

export function jsonResponse(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers });
}

/** The same for scripts/serve/answer-directly.mjs alone, which writes its text as it is instead of reading it back out of a stream. */
export function wholeResponse(value: unknown): Response {
  return Object.assign(new Response(null, { headers }), { whole: JSON.stringify(value) });
}
