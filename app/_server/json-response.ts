import 'server-only';

/** An answer in JSON that is whole when it is given: our server writes its text as it is, instead of reading it back out of a stream (scripts/serve/answer-directly.mjs). */
export function jsonResponse(value: unknown): Response {
  const whole = JSON.stringify(value);
  return Object.assign(new Response(whole, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } }), { whole });
}
