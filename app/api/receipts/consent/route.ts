import { z } from 'zod';
import { getConsentReceipt } from '@/lib/consent';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithReceipt } from '@/app/_server/respond-with-receipt';

export const GET = defineRoute({ input: z.strictObject({}), run: (ctx) => getConsentReceipt(ctx), respond: (receipt) => respondWithReceipt(receipt, 'consent') });
