import { z } from 'zod';
import { dictionaryCsv } from '@/lib/datasets';
import { attachmentHeader, getBoughtDictionary } from '@/lib/delivery';
import { defineRoute } from '@/app/_server/define-route';

/** What is said of the columns of what one bought, as CSV. */
export const GET = defineRoute({
  input: z.strictObject({ entitlementId: z.uuid() }),
  run: getBoughtDictionary,
  respond: (facts) => new Response(dictionaryCsv(facts), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': attachmentHeader('columns.csv'), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } }),
});
