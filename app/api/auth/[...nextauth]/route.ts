import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/app/_server/auth';
import { problem } from '@/app/_server/problem';
import { readTextBody } from '@/app/_server/read-body';
import { requestContext } from '@/app/_server/request-context';
import { isSameOrigin } from '@/app/_server/request-facts';

type AuthRoute = { readonly params: Promise<{ readonly nextauth: string[] }> };
type AuthHandler = (request: Request, route: AuthRoute) => Promise<Response>;

/** What of next-auth is used. Its own pages and its bare-text errors are for nobody: everything else is not there, as elsewhere under /api. */
const doors = { GET: ['csrf', 'providers', 'session'], POST: ['callback/credentials', 'callback/passkey', 'signout', '_log'] } as const;

/** Options are read per request: the environment isn't there yet when the app is built. */
function answer(request: Request, route: AuthRoute): Promise<Response> {
  return (NextAuth(authOptions()) as AuthHandler)(request, route);
}

/** next-auth answers every refusal alike; whoever has to wait is told so as everywhere else. */
async function withDelay(response: Response): Promise<Response> {
  if (response.status !== 401) return response;
  const seconds = /error=too-many-attempts(?:%3A|:)(\d+)/.exec(await response.clone().text())?.[1];
  if (seconds === undefined) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', seconds);
  return new Response(response.body, { status: 429, headers });
}

async function isDoor(verb: keyof typeof doors, { params }: AuthRoute): Promise<boolean> {
  const path = (await params).nextauth.join('/');
  return doors[verb].some((door) => door === path);
}

export async function GET(request: Request, route: AuthRoute): Promise<Response> {
  if (await isDoor('GET', route)) return answer(request, route);
  // scripts/serve writes the problem that belongs to it.
  return (await isDoor('POST', route)) ? new Response(null, { status: 405 }) : problem({ code: 'not-found' }, await requestContext());
}

/** next-auth asks for its own token as well; a request from another site doesn't get that far. It would read a body however long it is. */
export async function POST(request: Request, route: AuthRoute): Promise<Response> {
  if (!isSameOrigin(request.headers)) return problem({ code: 'cross-origin' }, await requestContext());
  if (!(await isDoor('POST', route))) return problem({ code: 'not-found' }, await requestContext());
  const body = await readTextBody(request);
  return body.ok ? withDelay(await answer(new NextRequest(request.url, { method: 'POST', headers: request.headers, body: body.value }), route)) : problem(body.refusal, await requestContext());
}
