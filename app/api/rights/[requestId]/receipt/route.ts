import { getRightsReceipt } from '@/lib/rights';
import { rightsRequestIdInput } from '@/lib/rights/schema';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithReceipt } from '@/app/_server/respond-with-receipt';

export const GET = defineRoute({ input: rightsRequestIdInput, run: getRightsReceipt, respond: (receipt) => respondWithReceipt(receipt, 'rights') });
