import { z } from 'zod';
import { askSample } from '@/lib/delivery';
import { askSampleInput } from '@/lib/delivery/schema';
import { toCsv } from '@/lib/shared/to-csv';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithCsv } from '@/app/_server/respond-with-file';
import { readClientAddress } from '@/app/_server/request-facts';

/** The answer to a question as CSV, safe to be opened in a spreadsheet; or as JSON for a program. */
export const GET = defineRoute({
  input: askSampleInput.extend({ as: z.enum(['csv', 'json']).default('csv') }),
  run: async (ctx, { as, ...input }, request) => {
    const answer = await askSample(ctx, input, { address: readClientAddress(request.headers) });
    return answer.ok ? ok({ as, slug: input.slug, answer: answer.value }) : answer;
  },
  respond: ({ as, slug, answer }) => (as === 'json'
    ? Response.json(answer, { headers: { 'cache-control': 'no-store' } })
    : respondWithCsv(toCsv(answer.columns.map((column) => column.name), answer.rows), `${slug}-answer.csv`)),
});
