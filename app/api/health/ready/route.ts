import { z } from 'zod';
import { getReadiness } from '@/lib/monitoring';
import { refuse } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

/** Set by scripts/serve/one.mjs when it was asked to end: a balancer sends nothing more while what is under way is finished. */
const held = globalThis as typeof globalThis & { databourseIsClosing?: boolean };

export const GET = defineRoute({
  input: z.strictObject({}),
  run: (ctx) => (held.databourseIsClosing ? Promise.resolve(refuse('not-ready', { field: 'closing' })) : getReadiness(ctx)),
});
