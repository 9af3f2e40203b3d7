import { z } from 'zod';
import { listCompanions } from '@/lib/behaviour';
import { companionInput } from '@/lib/behaviour/schema';
import { defineRoute } from '@/app/_server/define-route';

const query = companionInput.extend({ size: z.coerce.number().int().min(1).max(12).default(6) });

export const GET = defineRoute({ input: query, run: listCompanions });
