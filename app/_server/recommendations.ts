import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recommend } from '@/lib/behaviour';
import { recommendInput, type RecommendationList } from '@/lib/behaviour/schema';
import { answerRequest, readWantedLocale, type RouteSpec } from './define-route';
import { logFault } from './log';
import { faultProblem } from './problem';
import { contextOfRequest } from './request-context';
import { readRequestLocale } from './request-facts';

const query = recommendInput.extend({ size: z.coerce.number().int().min(1).max(12).default(6) });

export const recommendationsSpec: RouteSpec<typeof query, RecommendationList> = { input: query, run: recommend };

/** For scripts/serve.mjs: what every page asks for, answered without the way through Next's router, by the same rules. Who asks can't be found out (a database that is away): a fault like any other, written down. */
export async function answerRecommendations(request: Request): Promise<Response> {
  const wanted = readWantedLocale(request);
  try {
    return await answerRequest(recommendationsSpec, await contextOfRequest(request, wanted), { request, params: {} });
  } catch (error) {
    const requestId = request.headers.get('x-request-id') ?? randomUUID();
    logFault(error, { requestId, where: '/api/recommendations' });
    return faultProblem({ locale: wanted ?? readRequestLocale(request.headers), requestId });
  }
}
