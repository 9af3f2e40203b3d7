import { defineRoute } from '@/app/_server/define-route';
import { recommendationsSpec } from '@/app/_server/recommendations';

/** Where scripts/serve/one.mjs serves, it answers this address itself (app/_server/recommendations.ts). */
export const GET = defineRoute(recommendationsSpec);
