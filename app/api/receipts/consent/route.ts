import { getConsentReceipt } from '@/lib/consent';
import { consentReceiptInput } from '@/lib/consent/schema';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithReceipt } from '@/app/_server/respond-with-receipt';

export const GET = defineRoute({ input: consentReceiptInput, run: getConsentReceipt, respond: (receipt) => respondWithReceipt(receipt, 'consent') });
