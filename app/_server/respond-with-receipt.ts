import 'server-only';
import type { Receipt } from '@/lib/audit/schema';
import type { ConsentReceipt } from '@/lib/consent/schema';

/** A receipt as a file to keep. */
export function respondWithReceipt(receipt: Receipt | ConsentReceipt, kind: 'purchase' | 'consent' | 'rights' | 'erasure' | 'event'): Response {
  return new Response(`${JSON.stringify(receipt, null, 1)}\n`, { headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${kind}-receipt-${('index' in receipt ? receipt.index : receipt.inclusion.index) + 1}.json"`, 'cache-control': 'no-store' } });
}
