import { createHash } from 'node:crypto';
import { licenceCodes, categories } from '@/lib/catalog/schema';
import type { SlicedCase } from '@/lib/learning';
import type { Context } from '@/lib/db';
import { comparedMetrics, registerVersion, servingVersion } from '@/lib/registry';
import { engineVersion, explainPrice } from './core/explain-price';
import { priceParameters, standardParameters } from './core/price-parameters';
import { searchPriceParameters, type Priced } from './core/search-price-parameters';
import { readMarket, readPriceFacts } from './price-inputs';
import { listForTraining } from './store';

/** Parameters that fit what sellers of this market really ask, as a candidate for an administrator to look at. Nothing about a buyer goes in. */
export async function trainPriceCandidate(ctx: Context): Promise<string | null> {
  const { listings, priced, market } = await readPriced(ctx);
  const live = priceParameters.safeParse((await servingVersion(ctx.db, { model: 'price', key: 'live', now: ctx.now() }))?.parameters);
  const search = searchPriceParameters(priced, market, live.success ? live.data : standardParameters);
  if (!search) return null;
  const dataSha256 = createHash('sha256').update(JSON.stringify(priced)).digest('hex');
  return registerVersion(ctx, {
    model: 'price', version: `fitted-${dataSha256.slice(0, 8)}`, parameters: search.best, codeVersion: engineVersion, dataSha256, rowCount: priced.length, isDemo: listings.some((listing) => listing.isDemo),
    metrics: comparedMetrics({ name: 'log-error', goodIs: 'low', values: search.errors, groups: search.errors.map((_, index) => index) }, search.incumbent),
  });
}

/** The listings of the market as the model sees them, with what is asked for each. */
async function readPriced(ctx: Pick<Context, 'db' | 'now'>) {
  const [listings, market] = [await listForTraining(ctx.db), await readMarket(ctx.db)];
  const priced: Priced[] = [];
  for (const { id, revisionId, title, category, licenceCode, priceMinor } of listings) {
    const [known, licence] = [categories.find((name) => name === category), licenceCodes.find((code) => code === licenceCode)];
    if (!known || !licence) continue;
    // One at a time: the profile of a wide table is large.
    const found = await readPriceFacts(ctx.db, { revisionId, title, category: known, licenceCode: licence }, ctx.now());
    if (found) priced.push({ facts: found.facts, listingId: id, priceMinor: Number(priceMinor) });
  }
  return { listings, priced, market };
}

/** How far the suggestion lies from what is asked, |ln|, by field, size and licence; each listing predicted from a market without it. */
export async function slicedPrices(ctx: Pick<Context, 'db' | 'now'>): Promise<readonly SlicedCase[]> {
  const { priced, market } = await readPriced(ctx);
  return priced.flatMap(({ facts, listingId, priceMinor }) => {
    const explained = explainPrice(facts, market.filter((candidate) => candidate.listingId !== listingId));
    if (!explained.ok) return [];
    const size = facts.rowCount < 1_000 ? 'small' : facts.rowCount < 100_000 ? 'middle' : 'large';
    return [{ value: Math.abs(Math.log(explained.value.suggestedMinor / priceMinor)), slices: { category: facts.category, size } }];
  });
}
