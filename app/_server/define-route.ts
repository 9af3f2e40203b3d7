import 'server-only';
import { randomUUID } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Context } from '@/lib/db';
import { recordRefusedAccess } from '@/lib/identity';
import { observe, watch } from '@/lib/monitoring';
import { cleanInput } from '@/lib/shared/clean-input';
import { ok, type Result } from '@/lib/shared/result';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { jsonResponse } from './json-response';
import { logFault } from './log';
import { faultProblem, problem } from './problem';
import { readJsonBody } from './read-body';
import { requestContext } from './request-context';
import { comesFromElsewhere, isSameOrigin, readRequestLocale } from './request-facts';

type RouteParams = { readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>> };

/** What is read of a request that has no body. */
export type Asking = Pick<Request, 'method' | 'url'> & { readonly headers: Pick<Headers, 'get'> };

export type RouteSpec<Schema extends z.ZodType, Value, Asked extends Asking = Request> = {
  /** Checks the query and the address's parameters together (GET, HEAD), or the JSON body. */
  readonly input: Schema;
  /** A reading that is written down or counted (an export): no page of another site sets it off in somebody's name. */
  readonly isWrittenDown?: boolean;
  readonly run: (ctx: Context, input: z.output<Schema>, request: Asked) => Promise<Result<Value>>;
  /** Default: the value as JSON. */
  readonly respond?: (value: Value, request: Asked) => Response | Promise<Response>;
};

/** One shape for every route: same origin for what changes something, sound input, the use case, JSON or a problem. */
export function defineRoute<Schema extends z.ZodType, Value>(spec: RouteSpec<Schema, Value>): (request: Request, route: RouteParams) => Promise<Response> {
  return async (request, route) => answerRequest(spec, requestContext, { request, params: await route.params, readBody: readJsonBody });
}

/**
 * The same for what Next routes and for what our server answers before it; `contextOf` finds out who asks. Where that can't be found out (a database that is away), it is a fault
 * like any other: written down, and answered as one.
 */
export async function answerRequest<Schema extends z.ZodType, Value, Asked extends Asking>(spec: RouteSpec<Schema, Value, Asked>, contextOf: (wanted?: Locale) => Promise<Context>, { request, params, readBody, spent = () => 0 }: { readonly request: Asked; readonly params: Awaited<RouteParams['params']>; readonly readBody: (request: Asked) => Promise<Result<unknown>>; /** Milliseconds of the answer that went into finding out who asks. */ readonly spent?: () => number }): Promise<Response> {
  const wanted = readWantedLocale(request);
  const asked: Pick<Context, 'locale' | 'requestId'> = { locale: wanted ?? readRequestLocale(request.headers), requestId: request.headers.get('x-request-id') ?? randomUUID() };
  try {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead && !isSameOrigin(request.headers)) return problem({ code: 'cross-origin' }, asked);
    if (spec.isWrittenDown === true && comesFromElsewhere(request.headers)) return problem({ code: 'cross-origin' }, asked);
    const raw = isRead ? ok({ ...readQuery(request), ...params }) : await readBody(request);
    if (!raw.ok) return problem(raw.refusal, asked);
    const cleaned = cleanInput(raw.value);
    if (!cleaned.ok) return problem({ code: 'input-invalid', field: cleaned.path }, asked);
    const parsed = spec.input.safeParse(cleaned.value);
    if (!parsed.success) return problem({ code: 'input-invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' }, asked);
    // Who asks is looked up only for what can be answered.
    const ctx = await contextOf(wanted);
    const result = await watch('exchange', () => spec.run(ctx, parsed.data, request), { spentMilliseconds: spent() });
    observe('exchange', 'refused', result.ok ? 0 : 1);
    if (!result.ok) {
      if (result.refusal.code === 'not-allowed') await recordRefusedAccess(ctx, { door: 'route' }, new URL(request.url).pathname);
      return problem(result.refusal, ctx);
    }
    return await (spec.respond?.(result.value, request) ?? jsonResponse(result.value));
  } catch (error) {
    unstable_rethrow(error);
    logFault(error, { requestId: asked.requestId, where: new URL(request.url).pathname.split('/').slice(0, 3).join('/') });
    return faultProblem(asked);
  }
}

function readWantedLocale(request: Asking): Locale | undefined {
  const wanted = new URL(request.url).searchParams.get('locale');
  return isLocale(wanted) ? wanted : undefined;
}

function readQuery(request: Asking): Record<string, string> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  delete query.locale;
  return query;
}
