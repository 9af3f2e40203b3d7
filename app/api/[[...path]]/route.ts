import { problem } from '@/app/_server/problem';
import { requestContext } from '@/app/_server/request-context';

/** An address under /api that nothing answers to: a problem for programs, not the page for people. */
async function refuseUnknownPath(): Promise<Response> {
  return problem({ code: 'not-found' }, await requestContext());
}

export const GET = refuseUnknownPath;
export const HEAD = refuseUnknownPath;
export const POST = refuseUnknownPath;
export const PUT = refuseUnknownPath;
export const PATCH = refuseUnknownPath;
export const DELETE = refuseUnknownPath;
