import { z } from 'zod';
import { getMeasurement } from '@/lib/datasets';
import { revisionIdInput } from '@/lib/datasets/schema';
import { defineRoute } from '@/app/_server/define-route';

export const GET = defineRoute({ input: z.strictObject({ revisionId: revisionIdInput }), run: getMeasurement });
