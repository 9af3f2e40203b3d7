import { getOrderReceipt } from '@/lib/orders';
import { orderIdInput } from '@/lib/orders/schema';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithReceipt } from '@/app/_server/respond-with-receipt';

export const GET = defineRoute({ input: orderIdInput, run: getOrderReceipt, respond: (receipt) => respondWithReceipt(receipt, 'purchase') });
