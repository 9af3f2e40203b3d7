import NextAuth from 'next-auth';
import { authOptions } from '@/app/_server/auth';
import { problem } from '@/app/_server/problem';
import { requestContext } from '@/app/_server/request-context';
import { isSameOrigin } from '@/app/_server/request-facts';

type AuthRoute = { readonly params: Promise<{ readonly nextauth: string[] }> };
type AuthHandler = (request: Request, route: AuthRoute) => Promise<Response>;

/** Options are read per request: the environment isn't there yet when the app is built. */
function answer(request: Request, route: AuthRoute): Promise<Response> {
  return (NextAuth(authOptions()) as AuthHandler)(request, route);
}

/** next-auth asks for its own token as well; a request from another site doesn't get that far. */
async function answerOwn(request: Request, route: AuthRoute): Promise<Response> {
  if (!isSameOrigin(request.headers)) return problem({ code: 'cross-origin' }, await requestContext());
  return answer(request, route);
}

export { answer as GET, answerOwn as POST };
