import { createHash } from 'node:crypto';
import { licenceCodes, categories } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import { comparedMetrics, registerVersion, servingVersion } from '@/lib/registry';
import { engineVersion } from './core/explain-price';
import { priceParameters, standardParameters } from './core/price-parameters';
import { searchPriceParameters, type Priced } from './core/search-price-parameters';
import { readMarket, readPriceFacts } from './price-inputs';
import { listForTraining } from './store';

/** Parameters that fit what sellers of this market really ask, as a candidate for an administrator to look at. Nothing about a buyer goes in. */
export async function trainPriceCandidate(ctx: Context): Promise<string | null> {
  const [listings, market] = [await listForTraining(ctx.db), await readMarket(ctx.db)];
  const priced: Priced[] = [];
  for (const { id, revisionId, title, category, licenceCode, priceMinor } of listings) {
    const [known, licence] = [categories.find((name) => name === category), licenceCodes.find((code) => code === licenceCode)];
    if (!known || !licence) continue;
    // One at a time, by a job: the profile of a wide table is large.
    const found = await readPriceFacts(ctx.db, { revisionId, title, category: known, licenceCode: licence }, ctx.now());
    if (found) priced.push({ facts: found.facts, listingId: id, priceMinor: Number(priceMinor) });
  }
  const live = priceParameters.safeParse((await servingVersion(ctx.db, { model: 'price', key: 'live', now: ctx.now() }))?.parameters);
  const search = searchPriceParameters(priced, market, live.success ? live.data : standardParameters);
  if (!search) return null;
  const dataSha256 = createHash('sha256').update(JSON.stringify(priced)).digest('hex');
  return registerVersion(ctx, {
    model: 'price', version: `fitted-${dataSha256.slice(0, 8)}`, parameters: search.best, codeVersion: engineVersion, dataSha256, rowCount: priced.length, isDemo: listings.some((listing) => listing.isDemo),
    metrics: comparedMetrics({ name: 'log-error', goodIs: 'low', values: search.errors, groups: search.errors.map((_, index) => index) }, search.incumbent),
  });
}
