import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Context } from '@/lib/db';
import { observe, watch } from '@/lib/monitoring';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { isLocale } from '@/lib/shared/locale';
import { logFault } from './log';
import { faultProblem, problem } from './problem';
import { requestContext } from './request-context';
import { isSameOrigin } from './request-facts';

type RouteParams = { readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>> };

type RouteSpec<Schema extends z.ZodType, Value> = {
  /** Checks the query and the address's parameters together (GET, HEAD), or the JSON body. */
  readonly input: Schema;
  readonly run: (ctx: Context, input: z.output<Schema>, request: Request) => Promise<Result<Value>>;
  /** Default: the value as JSON. */
  readonly respond?: (value: Value, request: Request) => Response | Promise<Response>;
};

const maxBodyBytes = 64 * 1024;

/** One shape for every route: same origin for what changes something, sound input, the use case, JSON or a problem. */
export function defineRoute<Schema extends z.ZodType, Value>(spec: RouteSpec<Schema, Value>): (request: Request, route: RouteParams) => Promise<Response> {
  return async (request, route) => {
    const wanted = new URL(request.url).searchParams.get('locale');
    const ctx = await requestContext(isLocale(wanted) ? wanted : undefined);
    try {
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      if (!isRead && !isSameOrigin(request.headers)) return problem({ code: 'cross-origin' }, ctx);
      const raw = isRead ? ok({ ...readQuery(request), ...(await route.params) }) : await readBody(request);
      if (!raw.ok) return problem(raw.refusal, ctx);
      const parsed = spec.input.safeParse(raw.value);
      if (!parsed.success) return problem({ code: 'input-invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' }, ctx);
      const result = await watch('exchange', () => spec.run(ctx, parsed.data, request));
      observe('exchange', 'refused', result.ok ? 0 : 1);
      if (!result.ok) return problem(result.refusal, ctx);
      return await (spec.respond?.(result.value, request) ?? Response.json(result.value, { headers: { 'cache-control': 'no-store' } }));
    } catch (error) {
      unstable_rethrow(error);
      logFault(error, { requestId: ctx.requestId, where: new URL(request.url).pathname.split('/').slice(0, 3).join('/') });
      return faultProblem(ctx);
    }
  };
}

function readQuery(request: Request): Record<string, string> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  delete query.locale;
  return query;
}

async function readBody(request: Request): Promise<Result<unknown>> {
  if (!isJson(request.headers.get('content-type'))) return refuse('media-type');
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) return refuse('input-too-large');
  const text = await request.text();
  if (text.length > maxBodyBytes) return refuse('input-too-large');
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse('input-invalid', { field: 'body' });
  }
}

/** A form of another site can't send JSON without asking first; so nothing else is read as JSON. */
function isJson(contentType: string | null): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}
