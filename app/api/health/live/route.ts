import 'server-only';

export const dynamic = 'force-dynamic';

/** The process answers: a supervisor that hears nothing here starts it anew. */
export function GET(): Response {
  return Response.json({ status: 'live' }, { headers: { 'cache-control': 'no-store' } });
}
