import { z } from 'zod';
import { getTrainingProgress } from '@/lib/monitoring';
import { defineRoute } from '@/app/_server/define-route';

/** How far the training has come, for the page that shows it live. */
export const GET = defineRoute({ input: z.strictObject({}), run: (ctx) => getTrainingProgress(ctx) });
