import { z } from 'zod';
import { dictionaryCsv, getOwnDictionary } from '@/lib/datasets';
import { revisionIdInput } from '@/lib/datasets/schema';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithCsv } from '@/app/_server/respond-with-file';

/** All columns of one's own revision as CSV, to be filled in and given back. */
export const GET = defineRoute({
  input: z.strictObject({ revisionId: revisionIdInput }),
  run: async (ctx, { revisionId }) => {
    const dictionary = await getOwnDictionary(ctx, { revisionId });
    return dictionary.ok ? ok(dictionaryCsv({ columns: dictionary.value.columns, entries: dictionary.value.rows })) : dictionary;
  },
  // With its mark: without one Excel takes other alphabets apart.
  respond: (csv) => respondWithCsv(`\uFEFF${csv}`, 'columns.csv'),
});
