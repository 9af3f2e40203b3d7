import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { deployModels, listPublicModels, recommend, recordEvent } from '@/lib/behaviour';
import { newPlaces } from '@/lib/behaviour/core/blend';
import { dropModels } from '@/lib/behaviour/models';
import { searchListings } from '@/lib/catalog';
import { searchInput } from '@/lib/catalog/schema';
import { getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import { confidenceShares, scannerVersion } from '@/lib/datasets/core/personal-data/column-scan';
import { dimensionWeights, qualityFormula } from '@/lib/datasets/core/quality/grade-quality';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { flushMetrics, observe, readPrometheus } from '@/lib/monitoring';
import { listMetrics, modelNames } from '@/lib/monitoring/core/metric-scales';
import { takePending } from '@/lib/monitoring/observe';
import { similarityShares } from '@/lib/pricing';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const system = contextFor({ kind: 'system' });

beforeEach(async () => {
  dropModels();
  takePending();
  await publishBundledNotices(system);
});

async function fillMarket(count: number) {
  const { accountId } = await createAccount({ roles: ['SELLER'] });
  return Promise.all(Array.from({ length: count }, (_, index) => createListing(db, { sellerId: accountId, title: `Rain by station ${index}`, salesCount: index % 4, publishedAt: new Date(Date.UTC(2026, 9, 1 + index)) })));
}

describe('M1: every model in use has a card', () => {
  it('that names version, owner, contact and last change, also of the rules that judge datasets, and its figures have intervals', async () => {
    const [made] = await fillMarket(1);
    const revisionId = made?.revisionId ?? '';
    await deployModels(system);
    await db.revisionQuality.upsert({ where: { revisionId }, update: { formula: qualityFormula }, create: { revisionId, formula: qualityFormula, score: 0.9, grade: 'A', dimensions: [], gradedAt: new Date('2026-11-01T00:00:00Z') } });
    await db.privacyReport.update({ where: { revisionId }, data: { scannerVersion, scannedAt: new Date('2026-11-02T00:00:00Z'), findings: { create: Array.from({ length: 12 }, (_, index) => ({
      column: `c${index}`, entity: 'EMAIL_ADDRESS', category: 'direct', source: 'value', rowCount: 1n, share: 1, confidence: 0.9, isFlagged: index < 11, examples: [], verdict: index < 9 ? 'CONFIRMED' as const : index < 10 ? 'REJECTED' as const : 'OPEN' as const, ...(index < 10 ? { reason: 'seen in the rows', decidedAt: new Date('2026-11-03T00:00:00Z') } : {}),
    })) } } });
    Object.assign(env(), { OPERATOR_NAME: 'Town of Ulm', OPERATOR_CONTACT: 'data@ulm.example' });
    const cards = await listPublicModels(system);
    expect(cards.map((card) => card.model)).toEqual(['price', 'next-item', 'next-action', 'quality', 'personal-data']);
    for (const card of cards) {
      expect(card).toMatchObject({ owner: 'Town of Ulm', contact: 'data@ulm.example', lastChange: expect.stringMatching(/^2026-/) });
      expect(card.version).not.toBe('');
      for (const { value, low, high } of [...card.metrics, ...card.measured]) { expect(low ?? value).toBeLessThanOrEqual(value); expect(high ?? value).toBeGreaterThanOrEqual(value); }
    }
    // Nine of the ten that were flagged and answered: Wilson's interval by hand.
    const [measured] = cards.at(-1)?.measured ?? [];
    expect(measured).toMatchObject({ name: 'confirmed', value: 0.9, count: 10 });
    expect(measured?.low).toBeCloseTo(0.59585, 4);
    expect(measured?.high).toBeCloseTo(0.98212, 4);
  });
});

it('M3: the weights that are shown are those the code computes with', async () => {
  await deployModels(system);
  const weightsOf = new Map((await listPublicModels(system)).map((card) => [card.model, new Map(card.mainParameters.map(({ name, weight }) => [name, weight]))]));
  for (const [name, share] of Object.entries(similarityShares)) expect(weightsOf.get('price')?.get(name)).toBe(share);
  expect(weightsOf.get('next-item')?.get('newest')).toBe(newPlaces / 6);
  const scaled = (weights: Readonly<Record<string, number>>, name: string) => (weights[name] ?? NaN) / Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  for (const name of Object.keys(dimensionWeights)) expect(weightsOf.get('quality')?.get(name)).toBeCloseTo(scaled(dimensionWeights, name), 12);
  for (const name of Object.keys(confidenceShares)) expect(weightsOf.get('personal-data')?.get(name)).toBeCloseTo(scaled(confidenceShares, name), 12);
  // What each feature of the next action is worth is measured once there are visits to measure it on.
  for (const weights of weightsOf.values()) if (weights.size > 0) expect([...weights.values()].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
});

it('M4: without consent, after a refusal and under Global Privacy Control everybody sees the same bytes, whatever was done before', async () => {
  const listings = await fillMarket(10);
  const choose = async (ctx: Context, isPersonal: boolean) => {
    const { token } = await getNotice(ctx);
    await recordChoice(ctx, { noticeToken: token, choices: { personalisation: isPersonal, 'market-statistics': isPersonal }, surface: 'banner' });
    return ctx;
  };
  const visitor = (overrides: Partial<Context> = {}) => contextFor({ kind: 'visitor', visitorId: randomUUID().replaceAll('-', '').slice(0, 22) }, overrides);
  const [nobody, refused, signedIn, signalled] = [visitor(), await choose(visitor(), false), await choose(contextFor((await createAccount()).actor), false), { ...(await choose(contextFor((await createAccount()).actor), true)), hasGpcSignal: true }];
  for (const [index, ctx] of [refused, signedIn, signalled].entries()) for (const offset of [0, 1, 2]) await recordEvent(ctx, { kind: 'VIEW', listingId: listings[index * 3 + offset]?.listingId ?? '' });
  dropModels();
  const seen = await Promise.all([nobody, refused, signedIn, signalled].map(async (ctx) => {
    const list = await recommend(ctx, { size: 6 });
    if (!list.ok) throw new Error(list.refusal.code);
    const { items, isPersonal } = list.value;
    return JSON.stringify({ isPersonal, items, found: await searchListings(ctx.db, searchInput.parse({ q: 'rain' })) });
  }));
  expect(new Set(seen).size).toBe(1);
  expect(JSON.parse(seen[0] ?? '{}')).toMatchObject({ isPersonal: false, items: { length: 6 } });
});

it('M8: every metric of every model leaves as a histogram, drift with the threshold that knows its sample, and nothing is NaN', async () => {
  const now = new Date('2026-11-24T10:00:30Z');
  const ctx = contextFor({ kind: 'system' }, { now: () => now });
  for (const model of modelNames) {
    for (const [metric, { edges }] of listMetrics(model)) {
      // Twenty values a bin now and four weeks long, so that each distribution has enough on both sides; one side moved.
      const at = (days: number) => now.getTime() - days * 86_400_000;
      for (let index = 0; index < 600; index += 1) { observe(model, metric as 'latency', edges[index % edges.length] ?? 0, { at: at(7) }); observe(model, metric as 'latency', edges.at(-1) ?? 0, { at: at(0.1) }); }
    }
  }
  await flushMetrics(db);
  Object.assign(env(), { METRICS_TOKEN: 'the-token-of-the-scraper' });
  const answer = await readPrometheus(ctx, { token: 'the-token-of-the-scraper' });
  Object.assign(env(), { METRICS_TOKEN: undefined });
  if (!answer.ok) throw new Error(answer.refusal.code);
  for (const model of modelNames) {
    for (const [metric, { isDrift }] of listMetrics(model)) {
      expect(answer.value).toContain(`databourse_${metric.replaceAll('-', '_')}_count{model="${model}"} 1200`);
      const drift = new RegExp(`^databourse_drift_psi\\{model="${model}",metric="${metric}"\\} ([\\d.]+)$`, 'm').exec(answer.value);
      if (isDrift) expect(Number(drift?.[1])).toBeGreaterThan(0.1); else expect(drift).toBeNull();
    }
  }
  for (const wanted of ['fallback', 'error', 'age', 'label_delay', 'accepted', 'coverage', 'exposure_gini', 'personal', 'residual']) expect(answer.value).toContain(`# TYPE databourse_${wanted} histogram`);
  expect(answer.value).not.toContain('NaN');
  const [first] = answer.value.split('\n').filter((line) => line !== '' && !/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[\d.e+-]+)$/i.test(line));
  expect(first).toBeUndefined();
});
