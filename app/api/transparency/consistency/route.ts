import { z } from 'zod';
import { getConsistency } from '@/lib/audit';
import { defineRoute } from '@/app/_server/define-route';

const size = z.coerce.number().int().min(1).max(1e12);

/** That one signed state of the log is the beginning of another. */
export const GET = defineRoute({ input: z.strictObject({ from: size, to: size }), run: (ctx, input) => getConsistency(ctx, input) });
