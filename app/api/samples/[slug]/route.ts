import { z } from 'zod';
import { findOnSale } from '@/lib/catalog';
import { getPublishedSample } from '@/lib/datasets';
import { ok, refuse } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

/** The rows of a published sample: the page begins with a few of them and fetches the rest when somebody filters or sorts. */
export const GET = defineRoute({
  input: z.strictObject({ slug: z.string().min(1).max(200) }),
  run: async (ctx, { slug }) => {
    const listing = await findOnSale(ctx.db, { slug });
    if (!listing.ok) return listing;
    const sample = await getPublishedSample(ctx.db, listing.value);
    return sample ? ok({ rows: sample.rows }) : refuse('not-found');
  },
});
