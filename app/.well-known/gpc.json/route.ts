/** This exchange honours Global Privacy Control (https://w3c.github.io/gpc/). */
export function GET(): Response {
  return Response.json({ gpc: true, lastUpdate: '2026-11-23' }, { headers: { 'cache-control': 'public, max-age=86400' } });
}
