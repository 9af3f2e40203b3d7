import { categories, licenceCodes } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import { eachInTurn } from '@/lib/shared/each-in-turn';
import { readPriceFacts } from './price-inputs';
import { listUnexplained } from './store-explained';
import { decideFrom } from './suggest-price';
import { writeSuggestion } from './write-suggestion';

const pageSize = 200;
/** Fewer neighbours than this are worth another look, once the market has changed. */
const fewComparables = 5;
const staleMilliseconds = 30 * 24 * 60 * 60 * 1000;

type Unexplained = Awaited<ReturnType<typeof listUnexplained>>[number];

/**
 * Explains what is sold: every published revision without a suggestion of its own, those last looked at a month ago, and those that found hardly a neighbour in a
 * market that has changed since. No price changes. Run twice it looks at nothing twice and writes nothing new. One that fails holds up no other of its page or of the next; that some did is thrown at the end. Called by a job; it acts
 * for nobody but the exchange.
 */
export async function refreshSuggestions(ctx: Context): Promise<{ readonly written: number; readonly looked: number }> {
  let [written, looked] = [0, 0];
  const faults: unknown[] = [];
  const wanted = { stale: new Date(ctx.now().getTime() - staleMilliseconds), fewComparables, take: pageSize };
  for (let page = await listUnexplained(ctx.db, { ...wanted, after: '' }); page.length > 0; page = page.length < pageSize ? [] : await listUnexplained(ctx.db, { ...wanted, after: page.at(-1)?.id ?? '' })) {
    looked += page.length;
    await eachInTurn(page, 'listings could not be explained', async (listing) => { if (await refresh(ctx, listing)) written += 1; }).catch((fault: unknown) => { faults.push(fault); });
  }
  if (faults.length > 0) throw faults[0];
  return { written, looked };
}

/** The same for one listing, when another revision of it went on sale. */
export async function refreshSuggestion(ctx: Context, { listingId }: { readonly listingId: string }): Promise<boolean> {
  const [listing] = await listUnexplained(ctx.db, { listingId, after: '', take: 1, stale: new Date(0), fewComparables: 0 });
  return listing ? refresh(ctx, listing) : false;
}

async function refresh(ctx: Context, { revisionId, title, ...listing }: Unexplained): Promise<boolean> {
  const [category, licenceCode] = [categories.find((known) => known === listing.category), licenceCodes.find((known) => known === listing.licenceCode)];
  if (!category || !licenceCode) return false;
  const input = { revisionId, title, category, licenceCode };
  const found = await readPriceFacts(ctx.db, input, ctx.now());
  if (!found) return false;
  const decided = await decideFrom(ctx, found, revisionId);
  return decided.ok && writeSuggestion(ctx, input, decided.value);
}
