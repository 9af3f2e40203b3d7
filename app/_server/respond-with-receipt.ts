import 'server-only';
import type { Receipt } from '@/lib/audit/schema';

/** A receipt as a file to keep. */
export function respondWithReceipt(receipt: Receipt, kind: 'purchase' | 'consent'): Response {
  return new Response(`${JSON.stringify(receipt, null, 1)}\n`, { headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${kind}-receipt-${receipt.index + 1}.json"`, 'cache-control': 'no-store' } });
}
