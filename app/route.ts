import { preferredLocale } from '@/app/_server/request-facts';

/** `/` has no language of its own: the browser's is taken. */
export function GET(request: Request): Response {
  const locale = preferredLocale(request.headers.get('accept-language'));
  return new Response(null, { status: 307, headers: { location: `/${locale}`, vary: 'accept-language', 'cache-control': 'no-store' } });
}
