import { z } from 'zod';
import { recommend } from '@/lib/behaviour';
import { recommendInput } from '@/lib/behaviour/schema';
import { defineRoute } from '@/app/_server/define-route';

const query = recommendInput.extend({ size: z.coerce.number().int().min(1).max(12).default(6) });

export const GET = defineRoute({ input: query, run: recommend });
