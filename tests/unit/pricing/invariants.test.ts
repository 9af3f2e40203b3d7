import fc from 'fast-check';
import { expect } from 'vitest';
import { categories, licenceCodes } from '@/lib/catalog/schema';
import { believe, bestOffset, demandShapes, drawArm, drawOffset, expectedShares, knnShapley, softKnnShapley, standardPool, thresholdKnnShapley, type DemandPool, type LabelledTable } from '@/lib/learning';
import { rangeSpread } from '@/lib/pricing/core/combine';
import type { Candidate } from '@/lib/pricing/core/candidate';
import { conformalQuantile } from '@/lib/pricing/core/conformal';
import { decompose } from '@/lib/pricing/core/decompose';
import { demandPeriods, hourlyLimit, type PersonEvent } from '@/lib/pricing/core/demand-people';
import { armsOf, demandStage } from '@/lib/pricing/core/demand-stage';
import { explainPrice } from '@/lib/pricing/core/explain-price';
import { indexMarket } from '@/lib/pricing/core/market-index';
import type { PriceFacts } from '@/lib/pricing/core/price-facts';
import { standardParameters, type PriceParameters } from '@/lib/pricing/core/price-parameters';
import { explorationStep, proposePrice, restMilliseconds, weeklyStep } from '@/lib/pricing/core/propose-price';
import type { PriceExplanation } from '@/lib/pricing/schema';
import { maxAmountMinor } from '@/lib/shared/money';
import { seededRandom } from '@/lib/shared/seeded-random';
import { holds } from '@/tests/support/holds';
import { bruteForce, hardUtility, softUtility, thresholdUtility, type Game } from '@/tests/support/shapley-games';

/**
 * The invariants of a price, numbered as in the list of fifteen and after it, each a thousand times (`holds`). 1 to 4 and 6 are about rows and stand in
 * invariants-rows.test.ts, 9 and 10 about menus in menu/tiers.test.ts and menu/bundles.test.ts; invariant-ledger.test.ts looks that none is missing.
 */
const kinds = ['number', 'text', 'category', 'date', 'boolean', 'geo', 'nested', 'id', 'constant', 'empty'] as const;
const candidate = fc.record({
  listingId: fc.uuid(), slug: fc.constant('s'), title: fc.constant('t'), text: fc.constantFrom('daily weather station rain', 'flights delay airport', '城市 交通 流量'), sellerId: fc.constantFrom('me', 'a', 'b', 'c', 'd', 'e'),
  category: fc.constantFrom(...categories), licenceCode: fc.constantFrom(...licenceCodes), licenceFactor: fc.constantFrom(0.5, 1, 1.6), effectiveRows: fc.double({ min: 1, max: 1e7, noNaN: true }), priceMinor: fc.integer({ min: 100, max: 5_000_000 }), currency: fc.constant('EUR'), isSold: fc.boolean(),
}) satisfies fc.Arbitrary<Candidate>;
const markets = fc.array(candidate, { maxLength: 12 });
const periods = fc.array(fc.record({ priceMinor: fc.integer({ min: 200, max: 100_000 }), views: fc.integer({ min: 1, max: 80 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }).map(({ priceMinor, views, share }) => ({ priceMinor, views, buys: Math.round(views * share) })), { maxLength: 3 });
const facts = fc.record({
  rowCount: fc.integer({ min: 2, max: 5_000_000 }), distinct: fc.double({ min: 0.01, max: 1, noNaN: true }), filled: fc.array(fc.record({ kind: fc.constantFrom(...kinds), share: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 2, maxLength: 20 }),
  category: fc.constantFrom(...categories), licenceCode: fc.constantFrom(...licenceCodes), ageDays: fc.option(fc.integer({ min: 0, max: 20_000 })), documented: fc.nat(20), hasSource: fc.boolean(), demand: fc.option(periods), floor: fc.option(fc.integer({ min: 1, max: 50_000 })), above: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
}).map(({ rowCount, distinct, filled, category, licenceCode, ageDays, documented, hasSource, demand, floor, above }): PriceFacts => {
  const distinctRowCount = Math.max(1, Math.round(rowCount * distinct));
  return {
    rowCount, distinctRowCount, columns: filled.map(({ kind, share }) => ({ kind, nullCount: Math.round(rowCount * share), distinctFilledCount: Math.round(distinctRowCount * (1 - share)), isRepeat: false })), text: 'daily weather at a station 交通', sellerId: 'me', category, licenceCode, currency: 'EUR',
    newest: ageDays === null ? null : { day: '2020-01-01', ageDays }, documentedCount: Math.min(documented, filled.length), hasSource, demand, policy: { floorMinor: floor, ceilingMinor: above === null ? null : (floor ?? 1) + above },
  };
});
const learnt: PriceParameters = { ...standardParameters, demand: { ...standardPool, shapeWeights: [...standardPool.shapeWeights], interest: 0.4, slope: 3, slopeDeviation: 0.3, views: 1_000, buys: 100, listings: 40 } };
function explained(some: PriceFacts, market: readonly Candidate[] = [], parameters = learnt): PriceExplanation | null {
  const price = explainPrice(some, indexMarket(market), parameters);
  return price.ok ? price.value : null;
}

holds(5, 'better quality never lowers a price, and an emptied cell never raises it', fc.property(facts, markets, fc.constantFrom('documented', 'source', 'age', 'cell'), fc.nat(19), (some, market, what, which) => {
  const at = which % some.columns.length;
  const better: PriceFacts = what === 'documented' ? { ...some, documentedCount: Math.min(some.columns.length, some.documentedCount + 1) }
  : what === 'source' ? { ...some, hasSource: true }
  : what === 'age' ? { ...some, newest: some.newest && { ...some.newest, ageDays: Math.floor(some.newest.ageDays / 2) } }
  : { ...some, columns: some.columns.map((column, index) => (index === at ? { ...column, distinctFilledCount: Math.min(some.distinctRowCount, (column.distinctFilledCount ?? 0) + 1) } : column)) };
  // Without demand: what buyers did is one reading at one reference.
  const [low, high] = [{ ...some, demand: null }, { ...better, demand: null }].map((each) => explained(each, market));
  if (low && high) expect(high.suggestedMinor).toBeGreaterThanOrEqual(low.suggestedMinor);
}));

holds(7, 'in a currency worth a c-th the suggestion is c times as much', fc.property(facts, markets, fc.constantFrom(2, 7, 10, 100), (some, market, c) => {
  const bare = { ...some, demand: null };
  const [one, other] = [explained(bare, market), explained(bare, market.map((each) => ({ ...each, priceMinor: each.priceMinor * c })), { ...learnt, level: c })];
  if (!one || !other) return;
  // Whole minor units: half of one either way.
  expect(Math.abs(other.stages.combinedMinor - c * one.stages.combinedMinor)).toBeLessThanOrEqual((c + 1) / 2 + 1e-9 * other.stages.combinedMinor);
}));

const broken = fc.constantFrom<[Partial<PriceFacts>, string]>([{ rowCount: Number.NaN }, 'price-not-finite'], [{ rowCount: Infinity }, 'price-not-finite'], [{ rowCount: 0 }, 'price-no-rows'], [{ rowCount: 1, distinctRowCount: 1 }, 'price-one-row'], [{ columns: [] }, 'price-one-column'], [{ demand: [{ priceMinor: Number.NaN, views: 1, buys: 0 }] }, 'price-not-finite'], [{ policy: { floorMinor: 2, ceilingMinor: 1 } }, 'price-floor-above-ceiling']);
holds(8, 'a price is a whole number of cents within floor and ceiling, and what has none says why', fc.property(facts, markets, broken, (some, market, [fault, code]) => {
  const price = explained(some, market);
  if (price) {
    const { floorMinor, ceilingMinor } = some.policy;
    expect(Number.isSafeInteger(price.suggestedMinor) && price.suggestedMinor > 0 && price.suggestedMinor <= maxAmountMinor).toBe(true);
    expect(price.suggestedMinor).toBeGreaterThanOrEqual(floorMinor ?? 1);
    expect(price.suggestedMinor).toBeLessThanOrEqual(ceilingMinor ?? maxAmountMinor);
  }
  expect(explainPrice({ ...some, ...fault }, indexMarket(market), learnt)).toMatchObject({ ok: false, refusal: { code } });
}));

holds(11, 'the bars add up to the price to the cent, a factor of 1 has none, and their order changes nothing', fc.property(facts, markets, fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 1, maxLength: 7 }), (some, market, factors) => {
  const price = explained(some, market);
  if (price) expect(price.bars.reduce((sum, bar) => sum + bar.amountMinor, 0)).toBe(price.suggestedMinor);
  const exact = factors.reduce((product, factor) => product * factor, 10_000);
  const total = Math.max(1, Math.round(exact));
  if (!Number.isSafeInteger(total)) return;
  // Rounding is a factor like any other.
  const all = [...factors, total / exact];
  const [there, back] = [decompose(total, 10_000, [1, ...all]), decompose(total, 10_000, [...all.toReversed(), 1])];
  expect([there.partsMinor[0], back.partsMinor.at(-1)]).toEqual([0, 0]);
  for (const { baseMinor, partsMinor } of [there, back]) expect(baseMinor + partsMinor.reduce((sum, part) => sum + part, 0)).toBe(total);
  // The same to the cent that goes to one of two equal remainders.
  all.forEach((_, index) => { expect(Math.abs((there.partsMinor[index + 1] ?? 0) - (back.partsMinor[all.length - 1 - index] ?? 0))).toBeLessThanOrEqual(1); });
}));

const games = fc.record({ count: fc.integer({ min: 1, max: 10 }), points: fc.integer({ min: 1, max: 2 }), classCount: fc.integer({ min: 2, max: 3 }), seed: fc.integer({ min: 1, max: 1e6 }) }).map(({ count, points, classCount, seed }): Game => {
  const random = seededRandom(seed);
  const table = (size: number): LabelledTable => ({ count: size, width: 2, features: Float64Array.from({ length: size * 2 }, () => Math.floor(random() * 5)), labels: Int32Array.from({ length: size }, () => Math.floor(random() * classCount)) });
  return { train: table(count), validation: table(points), classCount };
});

holds(12, 'the value of rows equals the Shapley value over all subsets to 1e-12 and adds up; copies share', fc.property(games, fc.integer({ min: 1, max: 12 }), fc.constantFrom(0.5, 1.5, 3), (game, k, radius) => {
  const close = (actual: Float64Array, expected: readonly number[]): void => { expected.forEach((value, row) => { expect(Math.abs((actual[row] ?? Number.NaN) - value)).toBeLessThan(1e-12); }); };
  const values = knnShapley(game, k);
  close(values, bruteForce(game.train.count, hardUtility(game, k)));
  close(softKnnShapley(game, k), bruteForce(game.train.count, softUtility(game, k)));
  close(thresholdKnnShapley(game, radius), bruteForce(game.train.count, thresholdUtility(game, radius)));
  const all = Array.from({ length: game.train.count }, (_, row) => row);
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(hardUtility(game, k)(all), 12);
  // The first row twice, the copy right behind it: of equals the one that stands first is nearer, so nothing may come between them.
  const { features, labels, count } = game.train;
  const twice: Game = { ...game, train: { count: count + 1, width: 2, features: Float64Array.from([...features.slice(0, 2), ...features]), labels: Int32Array.from([labels[0] ?? 0, ...labels]) } };
  for (const [row, copy] of [knnShapley(twice, k), softKnnShapley(twice, k), thresholdKnnShapley(twice, radius)]) expect(copy).toBeCloseTo(row ?? Number.NaN, 12);
}));

const pools = fc.record({ shift: fc.double({ min: -0.5, max: 0.5, noNaN: true }), spread: fc.double({ min: 0.1, max: 1, noNaN: true }), interest: fc.constantFrom(1, 0.5, 0.12, 0.03) }).map((rest): DemandPool => ({ ...standardPool, ...rest }));
const evidence = fc.array(fc.record({ offset: fc.double({ min: -1, max: 1, noNaN: true }), views: fc.integer({ min: 1, max: 60 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 1, maxLength: 4 });

holds(13, 'fewer buy at a higher price, the best price falls with the buyers, and without a view it is what was believed before', fc.property(pools, evidence, fc.integer({ min: 300, max: 1e6 }), (pool, rows, referenceMinor) => {
  const reference = Math.log(referenceMinor);
  const seen = rows.map(({ offset, views, share }) => ({ logPrice: reference + offset, views, buys: Math.round(views * share) }));
  const shares = expectedShares(believe(pool, reference, seen));
  for (let at = 1; at < shares.length; at += 1) expect(shares[at] ?? 1).toBeLessThanOrEqual((shares[at - 1] ?? 0) + 1e-12);
  const one = seen.slice(0, 1);
  // At one price, with one shape of demand: the other shapes may read fewer buyers as another shape.
  const plain = { ...pool, shapeWeights: demandShapes.map((_, index) => (index === 4 ? 1 : 0)) };
  const best = one.flatMap((row) => [0, row.buys].map((buys) => bestOffset(believe(plain, reference, [{ ...row, buys }]))));
  expect(best[0] ?? 0).toBeLessThanOrEqual((best[1] ?? 0) + 1e-9);
  expect(believe(pool, reference, []).weights).toEqual(believe(pool, 0, seen.map((row) => ({ ...row, views: 0, buys: 0 }))).weights);
  expect(demandStage(referenceMinor, [], learnt.demand, true)).toMatchObject({ factor: 1, evidence: { reason: 'no-views' } });
}));

const people = fc.record({ count: fc.integer({ min: 5, max: 30 }), buys: fc.nat(5), cheat: fc.constantFrom('self', 'machine', 'second-account', 'thousand'), bought: fc.boolean(), seed: fc.nat() });
holds(14, 'exploration stays within the bounds and is the same for one seed; own views, machines and a thousand views of one account move nothing', fc.property(people, fc.integer({ min: 500, max: 100_000 }), fc.integer({ min: 0, max: 60 }), ({ count, buys, cheat, bought, seed }, currentMinor, tenths) => {
  const honest = Array.from({ length: count }, (_, index): PersonEvent[] => [
    { subject: `p${index}`, listingId: 'ours', sellerId: 'me', isBuy: index < buys, at: 1_000 + index, origin: '' }, { subject: `p${index}`, listingId: 'theirs', sellerId: 'other', isBuy: false, at: 2_000 + index, origin: '' },
  ]).flat();
  const listing = { listingId: 'ours', sellerId: 'me', ownSubjects: ['me-as-buyer'], prices: [{ priceMinor: currentMinor, at: 0 }] };
  const event = (subject: string, at: number, sellerId = 'me'): PersonEvent => ({ subject, listingId: sellerId === 'me' ? 'ours' : 'theirs', sellerId, isBuy: bought && sellerId === 'me', at, origin: '' });
  const fake: Record<typeof cheat, PersonEvent[]> = {
    self: [event('me-as-buyer', 5), event('me-as-buyer', 6, 'other')],
    machine: Array.from({ length: hourlyLimit + 1 }, (_, index) => event('bot', index, index % 2 === 0 ? 'me' : 'other')),
    'second-account': Array.from({ length: 20 }, (_, index) => event(`second ${index}`, index)),
    // Somebody honest who looks a thousand times is one person, as before.
    thousand: Array.from({ length: 1_000 }, (_, index) => ({ ...event('p0', 4_000_000 * (index + 1)), isBuy: buys > 0 })),
  };
  const [before, after] = [demandPeriods(listing, honest), demandPeriods(listing, [...honest, ...fake[cheat]])];
  expect(after).toEqual(before);
  expect(demandStage(currentMinor, after, learnt.demand, true).factor).toBe(demandStage(currentMinor, before, learnt.demand, true).factor);
  // Exploration: whatever is drawn, one step within the bounds.
  const belief = believe(standardPool, Math.log(currentMinor), []);
  const drawn = [1, 2].map(() => drawOffset(belief, seededRandom(seed)));
  expect(drawn[0]).toBe(drawn[1]);
  const arms = armsOf(expectedShares(belief), Math.log(currentMinor), []);
  expect(drawArm(arms, seededRandom(seed))).toBe(drawArm(arms, seededRandom(seed)));
  const floorMinor = Math.round(currentMinor * (0.9 + tenths / 400));
  const policy = { floorMinor, ceilingMinor: Math.round(floorMinor * 1.2), isAutomatic: true, isExploring: true };
  const step = proposePrice({ currentMinor, targetMinor: currentMinor * 3, exploredMinor: currentMinor * Math.exp(drawn[0] ?? 0), policy, sinceChangeMilliseconds: restMilliseconds });
  if (step.ok && step.value) {
    expect(step.value.toMinor).toBeGreaterThanOrEqual(floorMinor);
    expect(step.value.toMinor).toBeLessThanOrEqual(policy.ceilingMinor);
    if (step.value.limit !== 'floor' && step.value.limit !== 'ceiling') expect(Math.abs(step.value.toMinor / currentMinor - 1)).toBeLessThanOrEqual(weeklyStep + 1 / currentMinor);
  }
  expect(proposePrice({ currentMinor, targetMinor: currentMinor * 3, exploredMinor: null, policy, sinceChangeMilliseconds: restMilliseconds - 1 })).toEqual({ ok: true, value: null });
  // Exploration alone: to the side it drew, and no further than its own step, whatever the rounding of a price tag.
  const exploredMinor = currentMinor * Math.exp(drawn[0] ?? 0);
  const freely = proposePrice({ currentMinor, targetMinor: currentMinor * 3, exploredMinor, policy: { ...policy, floorMinor: null, ceilingMinor: null }, sinceChangeMilliseconds: restMilliseconds });
  expect(freely.ok).toBe(true);
  if (freely.ok && freely.value) {
    expect(Math.sign(freely.value.toMinor - currentMinor)).toBe(Math.sign(exploredMinor - currentMinor));
    expect(Math.abs(freely.value.toMinor / currentMinor - 1)).toBeLessThanOrEqual(explorationStep + 1 / currentMinor);
  }
  // Without exploration and without her bounds, however far the target: a week's step.
  const weekly = proposePrice({ currentMinor, targetMinor: currentMinor * (tenths < 30 ? 3 : 0.2), exploredMinor: null, policy: { ...policy, floorMinor: null, ceilingMinor: null, isExploring: false }, sinceChangeMilliseconds: restMilliseconds });
  expect(weekly).toMatchObject({ ok: true, value: { limit: 'weekly-step' } });
  if (weekly.ok && weekly.value) expect(Math.abs(weekly.value.toMinor / currentMinor - 1)).toBeLessThanOrEqual(weeklyStep + 1 / currentMinor);
}));

holds(15, 'the range contains the price, and more comparables never widen it', fc.property(facts, markets, fc.array(fc.record({ sellerId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), distance: fc.double({ min: 0, max: 5, noNaN: true }) }), { maxLength: 30 }), fc.tuple(fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true })), (some, market, residuals, [weight, more]) => {
  const price = explained(some, market);
  if (price) {
    expect(price.lowMinor).toBeLessThanOrEqual(price.suggestedMinor);
    expect(price.highMinor).toBeGreaterThanOrEqual(price.suggestedMinor);
  }
  const quantile = conformalQuantile(residuals, 0.8);
  expect(rangeSpread(weight + more, quantile)).toBeLessThanOrEqual(rangeSpread(weight, quantile));
  // Fewer than four sellers know nothing of a fifth at 80%.
  if (new Set(residuals.map((residual) => residual.sellerId)).size < 4) expect(quantile).toBeNull();
}));

holds(16, 'no sum on the way to a price is below nothing, and the steps after the value are those between the prices reached', fc.property(facts, markets, (some, market) => {
  const price = explained(some, market);
  if (!price) return;
  const sums = new Map<string, number>();
  price.bars.reduce((sum, bar) => { sums.set(bar.code, sum + bar.amountMinor); return sum + bar.amountMinor; }, 0);
  for (const sum of sums.values()) expect(sum).toBeGreaterThanOrEqual(0);
  const limit = price.bars.find((bar) => bar.code === 'guard-rail');
  // The limit is the step from the price without one.
  if (limit) expect((sums.get('guard-rail') ?? 0) - limit.amountMinor).toBe(price.stages.demandMinor ?? price.stages.combinedMinor);
  if (price.bars.some((bar) => bar.code === 'comparables')) expect(sums.get('comparables')).toBe(price.stages.combinedMinor);
}));
