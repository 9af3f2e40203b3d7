import 'server-only';
import { z } from 'zod';
import { recommend } from '@/lib/behaviour';
import { recommendInput, type RecommendationList } from '@/lib/behaviour/schema';
import { refuse } from '@/lib/shared/result';
import { answerRequest, type Asking, type RouteSpec } from './define-route';
import { wholeResponse } from './json-response';
import { contextOfRequest } from './request-context';

const query = recommendInput.extend({ size: z.coerce.number().int().min(1).max(12).default(6) });

export const recommendationsSpec: RouteSpec<typeof query, RecommendationList> = { input: query, run: recommend };

/** For scripts/serve/one.mjs: what every page asks for, answered without the way through Next's router, by the same rules. */
export function answerRecommendations(request: Asking): Promise<Response> {
  return answerRequest(direct, (wanted) => contextOfRequest(request, wanted), { request, params: {}, readBody: () => Promise.resolve(refuse('media-type')) });
}

const direct: RouteSpec<typeof query, RecommendationList, Asking> = { input: query, run: recommend, respond: wholeResponse };
