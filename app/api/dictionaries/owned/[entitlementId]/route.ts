import { z } from 'zod';
import { dictionaryCsv } from '@/lib/datasets';
import { getBoughtDictionary } from '@/lib/delivery';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithCsv } from '@/app/_server/respond-with-file';

/** What is said of the columns of what one bought, as CSV. */
export const GET = defineRoute({
  input: z.strictObject({ entitlementId: z.uuid() }),
  run: getBoughtDictionary,
  respond: (facts) => respondWithCsv(dictionaryCsv(facts), 'columns.csv'),
});
