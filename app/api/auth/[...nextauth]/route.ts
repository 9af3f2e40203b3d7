import NextAuth from 'next-auth';
import { authOptions } from '@/app/_server/auth';

type AuthRoute = { readonly params: Promise<{ readonly nextauth: string[] }> };
type AuthHandler = (request: Request, route: AuthRoute) => Promise<Response>;

/** Options are read per request: the environment isn't there yet when the app is built. */
function answer(request: Request, route: AuthRoute): Promise<Response> {
  return (NextAuth(authOptions()) as AuthHandler)(request, route);
}

export { answer as GET, answer as POST };
