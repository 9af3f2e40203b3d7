import { z } from 'zod';
import { proveConsent } from '@/lib/consent';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithReceipt } from '@/app/_server/respond-with-receipt';

/** The proof of one decision, for whoever looks after the log. */
export const GET = defineRoute({ input: z.strictObject({ choiceId: z.uuid() }), run: proveConsent, respond: (receipt) => respondWithReceipt(receipt, 'consent') });
