import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordEvent } from '@/lib/behaviour';
import { getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { standardPool } from '@/lib/learning';
import { answerProposal, getPriceModel, getPricePolicy, getRevenueCurve, listPriceProposals, proposePrices, savePricePolicy, suggestPrice, trainPriceCandidate, whatIf } from '@/lib/pricing';
import { deployVersion, forgetServing } from '@/lib/registry';
import { pseudonym } from '@/lib/shared/pseudonym';
import { testContext } from '@/tests/support/context';
import { createListing, type MadeListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const day = 24 * 60 * 60 * 1000;
const system = contextFor({ kind: 'system' });
const columnNames = ['station', 'rain', 'wind'];
const askedMinor = 5_000;

let seller: Awaited<ReturnType<typeof createAccount>>;
let ctx: Context;
let listing: MadeListing;
let other: MadeListing;
beforeEach(async () => {
  forgetServing();
  await publishBundledNotices(system);
  seller = await createAccount({ roles: ['SELLER'] });
  ctx = contextFor(seller.actor);
  const others = await createAccount({ roles: ['SELLER'], sellerName: 'Other' });
  listing = await createListing(db, { sellerId: seller.accountId, title: 'Rain by station', category: 'weather-environment', rowCount: 5_000, columnNames, priceMinor: askedMinor });
  other = await createListing(db, { sellerId: others.accountId, title: 'Wind by station', category: 'weather-environment', rowCount: 5_000, columnNames, priceMinor: askedMinor });
  await db.priceChange.create({ data: { listingId: listing.listingId, priceMinor: askedMinor, currency: 'EUR', at: new Date(Date.now() - 60 * day) }, select: { id: true } });
});

/** A version that has learnt from a market of which a tenth buys. */
async function demandServes(): Promise<void> {
  const demand = { ...standardPool, shapeWeights: [...standardPool.shapeWeights], interest: 0.25, slope: 3, slopeDeviation: 0.3, views: 2_000, buys: 200, listings: 60 };
  await deployVersion(system, { model: 'price', version: 'with-demand', parameters: { exponent: 0.6, priorWeight: 5, soldWeight: 1, askWeight: 0.25, level: 1, demand }, codeVersion: 'test', metrics: [], isDemo: false }, () => true);
}

type Visit = { readonly subject: string; readonly listingId: string; readonly kind: 'VIEW' | 'BUY' | 'PREVIEW' | 'SAVE' | 'CART' | 'SEARCH' | 'REQUEST' | 'DOWNLOAD' };
async function visits(events: readonly Visit[], at = new Date(Date.now() - 20 * day)): Promise<void> {
  await db.behaviourEvent.createMany({ data: events.map((event) => ({ ...event, visit: 'v', purposes: ['market-statistics'], noticeVersion: 1, at })) });
}
/** Different people who look at both sellers' listings; the first `buyers` of them buy ours. */
function crowd(people: number, buyers: number): Promise<void> {
  return visits(Array.from({ length: people }, (_, index): Visit[] => [
    { subject: `person ${index}`, listingId: listing.listingId, kind: 'VIEW' }, { subject: `person ${index}`, listingId: other.listingId, kind: 'VIEW' },
    ...(index < buyers ? [{ subject: `person ${index}`, listingId: listing.listingId, kind: 'BUY' } as const] : []),
  ]).flat());
}

async function suggested() {
  const price = await suggestPrice(ctx, { revisionId: listing.revisionId, title: 'Rain by station', category: 'weather-environment', licenceCode: 'exchange-internal-1.0' });
  if (!price.ok) throw new Error(price.refusal.code);
  return price.value;
}

async function agree(who: Context): Promise<Context> {
  const { token } = await getNotice(who);
  await recordChoice(who, { noticeToken: token, choices: { personalisation: true, 'market-statistics': true }, surface: 'banner' });
  return who;
}

describe('demand', () => {
  it('moves the suggestion up when more than usual buy, down when fewer do, with a bar that says so and adds up', async () => {
    const before = await suggested();
    expect(before.demand).toMatchObject({ method: 'none', reason: 'no-model' });
    await crowd(60, 20);
    expect((await suggested()).suggestedMinor).toBe(before.suggestedMinor);
    await demandServes();
    const wanted = await suggested();
    expect(wanted.suggestedMinor).toBeGreaterThan(before.suggestedMinor);
    expect(wanted.demand).toMatchObject({ method: 'logit', reason: 'used', views: 60, buys: 20 });
    expect(wanted.bars.find((bar) => bar.code === 'demand')?.evidence).toMatchObject({ views: 60, buys: 20 });
    expect(wanted.bars.reduce((sum, bar) => sum + bar.amountMinor, 0)).toBe(wanted.suggestedMinor);
    await db.behaviourEvent.deleteMany({ where: { kind: 'BUY' } });
    expect((await suggested()).suggestedMinor).toBeLessThan(wanted.suggestedMinor);
  });

  it('is not moved by the seller herself, by her other accounts, nor by a thousand views of one account', async () => {
    await demandServes();
    await crowd(12, 3);
    const before = await suggested();
    const same = async () => { const { suggestedMinor, demand, bars } = await suggested(); expect({ suggestedMinor, demand, bars }).toEqual({ suggestedMinor: before.suggestedMinor, demand: before.demand, bars: before.bars }); };
    // Herself, through the front door: nothing is even kept.
    const self = await agree(ctx);
    for (let look = 0; look < 5; look += 1) expect(await recordEvent(self, { kind: 'VIEW', listingId: listing.listingId })).toMatchObject({ ok: true, value: { stored: false } });
    // And where something had been kept of her.
    await visits([{ subject: pseudonym('behaviour', seller.accountId), listingId: listing.listingId, kind: 'BUY' }, { subject: pseudonym('behaviour', seller.accountId), listingId: other.listingId, kind: 'VIEW' }]);
    await same();
    // Thirty other accounts and browsers of hers, that come for her listing and buy it.
    for (let account = 0; account < 6; account += 1) {
      const second = await agree(account % 2 === 0 ? contextFor((await createAccount()).actor) : contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') }));
      expect(await recordEvent(second, { kind: 'VIEW', listingId: listing.listingId })).toMatchObject({ value: { stored: true } });
    }
    await visits(Array.from({ length: 24 }, (_, index): Visit => ({ subject: `second ${index}`, listingId: listing.listingId, kind: 'BUY' })));
    await same();
    // One of the honest looks a thousand times, and so does a machine.
    for (let hour = 0; hour < 10; hour += 1) await visits(Array.from({ length: 100 }, (): Visit => ({ subject: 'person 11', listingId: listing.listingId, kind: 'VIEW' })), new Date(Date.now() - 19 * day + hour * 3_700_000));
    await same();
    // Nor by a thousand of anything else that one account can do: samples, saves, carts, searches, requests, downloads.
    await visits((['PREVIEW', 'SAVE', 'CART', 'SEARCH', 'REQUEST', 'DOWNLOAD'] as const).flatMap((kind) => Array.from({ length: 1_000 }, (_, turn): Visit => ({ subject: turn < 20 ? 'person 11' : 'busy', listingId: listing.listingId, kind }))), new Date(Date.now() - 18 * day));
    await same();
    await visits([...Array.from({ length: 1_000 }, (): Visit => ({ subject: 'machine', listingId: listing.listingId, kind: 'VIEW' })), { subject: 'machine', listingId: other.listingId, kind: 'VIEW' }]);
    await same();
  });

  it('of four people is none: fewer than five are not counted aloud', async () => {
    await demandServes();
    await crowd(4, 4);
    expect((await suggested()).demand).toMatchObject({ method: 'none', reason: 'no-views', views: 0, buys: 0 });
  });
});

describe('a proposal', () => {
  beforeEach(async () => { await demandServes(); await crowd(80, 4); });

  it('is one step of a week at most, made once, and the seller takes or leaves it', async () => {
    expect(await proposePrices(system)).toEqual({ proposed: 1, changed: 0 });
    expect(await proposePrices(system)).toEqual({ proposed: 0, changed: 0 });
    const proposals = await listPriceProposals(ctx);
    const [proposal] = proposals.ok ? proposals.value : [];
    if (!proposal) throw new Error('There is no proposal');
    expect(proposal).toMatchObject({ fromMinor: askedMinor, state: 'OPEN', isAutomatic: false, modelVersion: 'with-demand', demand: { views: 80, buys: 4 } });
    expect(Math.abs(proposal.toMinor / askedMinor - 1)).toBeLessThanOrEqual(0.15);
    // Somebody else's is none.
    const stranger = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    expect(await answerProposal(stranger, { proposalId: proposal.id, answer: 'ACCEPTED' })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await answerProposal(ctx, { proposalId: proposal.id, answer: 'ACCEPTED' })).toEqual({ ok: true, value: { priceMinor: proposal.toMinor } });
    expect(await answerProposal(ctx, { proposalId: proposal.id, answer: 'DISMISSED' })).toMatchObject({ refusal: { code: 'proposal-answered' } });
    expect(await db.listing.findUnique({ where: { id: listing.listingId }, select: { priceMinor: true } })).toEqual({ priceMinor: BigInt(proposal.toMinor) });
    // It changed just now: nothing more for a week.
    expect(await proposePrices(system)).toEqual({ proposed: 0, changed: 0 });
    expect(await db.auditEvent.count({ where: { action: { in: ['price.proposed', 'price.proposal-answered', 'listing.price-changed'] } } })).toBe(3);
  });

  it('changes the price by itself only where the seller has allowed it, within her bounds, for everybody alike', async () => {
    expect(await getPricePolicy(ctx, listing)).toEqual({ ok: true, value: { floorMinor: null, ceilingMinor: null, isAutomatic: false, isExploring: false } });
    expect(await savePricePolicy(ctx, { listingId: listing.listingId, floorMinor: 900, ceilingMinor: 800, isAutomatic: true, isExploring: false })).toMatchObject({ refusal: { code: 'price-floor-above-ceiling' } });
    const stranger = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    const policy = { floorMinor: 4_700, ceilingMinor: 9_000, isAutomatic: true, isExploring: false };
    expect(await savePricePolicy(stranger, { listingId: listing.listingId, ...policy })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await savePricePolicy(ctx, { listingId: listing.listingId, ...policy })).toEqual({ ok: true, value: policy });
    expect(await proposePrices(system)).toEqual({ proposed: 0, changed: 1 });
    const changes = await db.priceChange.findMany({ where: { listingId: listing.listingId }, orderBy: { id: 'asc' }, select: { priceMinor: true } });
    expect(changes.map((change) => Number(change.priceMinor))).toEqual([askedMinor, 4_700]);
    const proposals = await listPriceProposals(ctx);
    expect(proposals.ok && proposals.value[0]).toMatchObject({ state: 'ACCEPTED', isAutomatic: true, toMinor: 4_700, limit: 'floor' });
  });

  it('is void once the seller has set another price', async () => {
    await proposePrices(system);
    const proposals = await listPriceProposals(ctx);
    await db.listing.update({ where: { id: listing.listingId }, data: { priceMinor: 6_000 }, select: { id: true } });
    expect(await answerProposal(ctx, { proposalId: proposals.ok ? (proposals.value[0]?.id ?? '') : '', answer: 'ACCEPTED' })).toMatchObject({ refusal: { code: 'proposal-answered' } });
  });
});

describe('what a seller sees of demand', () => {
  it('is expected sales and revenue over prices with a band, of her own listing', async () => {
    await demandServes();
    await crowd(60, 6);
    const curve = await getRevenueCurve(ctx, listing);
    if (!curve.ok) throw new Error(curve.refusal.code);
    expect(curve.value).toMatchObject({ isMeasured: true, currentMinor: askedMinor, currency: 'EUR', demand: { views: 60, buys: 6 } });
    for (const [index, point] of curve.value.points.entries()) {
      expect(point.revenueLowMinor).toBeLessThanOrEqual(point.revenueHighMinor);
      if (index > 0) expect(point.sales).toBeLessThanOrEqual(curve.value.points[index - 1]?.sales ?? 0);
      expect(point.revenueMinor).toBeLessThanOrEqual(curve.value.best.revenueMinor);
    }
    expect(await getRevenueCurve(contextFor((await createAccount({ roles: ['SELLER'] })).actor), listing)).toMatchObject({ refusal: { code: 'not-found' } });
  });

  it('and what better data would be suggested for', async () => {
    const wish = { revisionId: listing.revisionId, title: 'Rain by station', category: 'weather-environment', licenceCode: 'exchange-internal-1.0' } as const;
    const [now, documented, larger] = [await suggested(), await whatIf(ctx, { ...wish, documentedShare: 1, hasSource: true }), await whatIf(ctx, { ...wish, rowCount: 50_000 })];
    if (!documented.ok || !larger.ok) throw new Error('refused');
    expect(documented.value.stages.valueMinor).toBeGreaterThan(now.stages.valueMinor);
    expect(larger.value.stages.valueMinor / now.stages.valueMinor).toBeCloseTo(10 ** 0.6, 2);
  });
});

it('what the market teaches becomes a candidate with its training runs, and nothing serves by itself', async () => {
  for (let index = 0; index < 8; index += 1) {
    const made = await createListing(db, { sellerId: seller.accountId, title: `Rain ${index}`, category: 'weather-environment', rowCount: 5_000, columnNames, priceMinor: 4_000 });
    await db.priceChange.createMany({ data: [6_000, 5_000, 4_000].map((priceMinor, step) => ({ listingId: made.listingId, priceMinor, currency: 'EUR', at: new Date(Date.now() - (90 - 30 * step) * day) })) });
    for (const [step, buyers] of [2, 4, 7].entries()) {
      const at = new Date(Date.now() - (85 - 30 * step) * day);
      await visits(Array.from({ length: 14 }, (_, person): Visit[] => [{ subject: `p ${person} ${step}`, listingId: made.listingId, kind: person < buyers ? 'BUY' : 'VIEW' }, { subject: `p ${person} ${step}`, listingId: other.listingId, kind: 'VIEW' }]).flat(), at);
    }
  }
  const id = await trainPriceCandidate(system);
  const version = await db.modelVersion.findUnique({ where: { id: id ?? '' }, select: { stage: true, parameters: true, schedule: true, trainingRunId: true } });
  expect(version).toMatchObject({ stage: 'CANDIDATE', parameters: { demand: { views: 336, buys: 104, listings: 8 } } });
  expect(version?.schedule).not.toBeNull();
  expect(await db.trainingRun.count({ where: { model: 'price' } })).toBe(8);
  // What its administrators are shown of it: promises held against what was bought, each listing's by what others taught, and nobody else is shown anything.
  const report = await getPriceModel(contextFor((await createAccount({ roles: ['ADMIN'] })).actor));
  expect(report).toMatchObject({ ok: true, value: { hasDemand: false, coverage: [{ level: 0.5 }, { level: 0.8 }, { level: 0.9 }], calibrations: [{ of: 'learnt' }] } });
  if (report.ok) expect(report.value.calibrations[0]?.error).toBeLessThan(0.2);
  expect(await getPriceModel(ctx)).toMatchObject({ refusal: { code: 'not-allowed' } });
}, 60_000);
