import { z } from 'zod';
import { findOnSale } from '@/lib/catalog';
import { dictionaryCsv, dictionaryCsvw, getPublicProfile } from '@/lib/datasets';
import { env } from '@/lib/env';
import { ok, refuse } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithCsv, respondWithFile } from '@/app/_server/respond-with-file';

/** The data dictionary of a dataset on sale: CSV, safe to be opened in a spreadsheet, or metadata after CSV on the Web. */
export const GET = defineRoute({
  input: z.strictObject({ slug: z.string().min(1).max(200), as: z.enum(['csv', 'csvw']).default('csv') }),
  run: async (ctx, { slug, as }) => {
    const listing = await findOnSale(ctx.db, { slug });
    if (!listing.ok) return listing;
    const profile = await getPublicProfile(ctx.db, listing.value);
    return profile ? ok({ as, slug, facts: { title: listing.value.title, columns: profile.columns, entries: profile.dictionary } }) : refuse('not-found');
  },
  respond: ({ as, slug, facts }) => (as === 'csv'
    ? respondWithCsv(dictionaryCsv(facts), `${slug}-columns.csv`)
    : respondWithFile(JSON.stringify(dictionaryCsvw(facts, { url: `${env().NEXTAUTH_URL}/en/datasets/${slug}` }), null, 2), { name: `${slug}-metadata.json`, type: 'application/csvm+json' })),
});
