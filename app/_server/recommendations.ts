import 'server-only';
import { z } from 'zod';
import { recommend } from '@/lib/behaviour';
import { recommendInput, type RecommendationList } from '@/lib/behaviour/schema';
import { answerRequest, type RouteSpec } from './define-route';
import { wholeResponse } from './json-response';
import { contextOfRequest } from './request-context';

const query = recommendInput.extend({ size: z.coerce.number().int().min(1).max(12).default(6) });

export const recommendationsSpec: RouteSpec<typeof query, RecommendationList> = { input: query, run: recommend };

/** For scripts/serve/one.mjs: what every page asks for, answered without the way through Next's router, by the same rules. */
export function answerRecommendations(request: Request): Promise<Response> {
  return answerRequest({ ...recommendationsSpec, respond: wholeResponse }, (wanted) => contextOfRequest(request, wanted), { request, params: {} });
}
