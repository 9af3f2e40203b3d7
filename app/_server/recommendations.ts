import 'server-only';
import { z } from 'zod';
import { recommend, type ReadAhead } from '@/lib/behaviour';
import { recommendInput, type RecommendationList } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { refuse } from '@/lib/shared/result';
import { answerRequest, type Asking, type RouteSpec } from './define-route';
import { wholeResponse } from './json-response';
import { contextAhead } from './request-context';

const query = recommendInput.extend({ size: z.coerce.number().int().min(1).max(12).default(6) });

export const recommendationsSpec: RouteSpec<typeof query, RecommendationList> = { input: query, run: (ctx, input) => recommend(ctx, input) };

/** For scripts/serve/one.mjs: what every page asks for, answered without the way through Next's router, by the same rules. */
export function answerRecommendations(request: Asking): Promise<Response> {
  let known: { readonly ahead?: ReadAhead | undefined; readonly spentMilliseconds: number } = { spentMilliseconds: 0 };
  const contextOf = async (wanted?: Locale) => {
    const { ctx, ...rest } = await contextAhead(request, wanted);
    known = rest;
    return ctx;
  };
  const direct: RouteSpec<typeof query, RecommendationList, Asking> = { input: query, run: (ctx, input) => recommend(ctx, input, known), respond: wholeResponse };
  return answerRequest(direct, contextOf, { request, params: {}, readBody: () => Promise.resolve(refuse('media-type')), spent: () => known.spentMilliseconds });
}
