import { z } from 'zod';
import { dictionaryCsv, getOwnDictionary, getOwnProfile } from '@/lib/datasets';
import { revisionIdInput } from '@/lib/datasets/schema';
import { attachmentHeader } from '@/lib/delivery';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

/** All columns of one's own revision as CSV, to be filled in and given back. */
export const GET = defineRoute({
  input: z.strictObject({ revisionId: revisionIdInput }),
  run: async (ctx, { revisionId }) => {
    const [dictionary, profile] = await Promise.all([getOwnDictionary(ctx, { revisionId }), getOwnProfile(ctx, { revisionId })]);
    if (!dictionary.ok) return dictionary;
    return profile.ok ? ok(dictionaryCsv({ columns: profile.value.columns, entries: dictionary.value.rows })) : profile;
  },
  respond: (csv) => new Response(csv, { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': attachmentHeader('columns.csv'), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } }),
});
