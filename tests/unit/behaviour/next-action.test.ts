import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf, latestCase, readHistory, type Case, type HistoryEvent, type ListingFacts } from '@/lib/behaviour/core/history-cases';
import { listingFacts } from '@/lib/behaviour/core/listing-facts';
import { inventVisits } from '@/lib/behaviour/core/invent-visits';
import { fitLogisticAction } from '@/lib/behaviour/core/logistic-action';
import { evaluateNextAction, fitNextAction, learnNextAction, nextActionOf } from '@/lib/behaviour/core/next-action';
import { tuneVotes } from '@/lib/behaviour/core/tune-votes';
import { argmax, classificationReport, compareAll } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';

const actionOfKind: Readonly<Record<string, number>> = { VIEW: 0, PREVIEW: 0, SAVE: 1, BUY: 2 };
const actionOf = (event: HistoryEvent | undefined): number => (event ? (actionOfKind[event.kind] ?? 0) : 3);

const prices: Readonly<Record<string, number>> = { a: 100, b: 2_500 };
const facts: ListingFacts = listingFacts(new Map(['a', 'b'].map((id, index) => [id, { id, priceMinor: prices[id] ?? null, vector: new Map([['rain', 0.6], [`only ${index}`, 0.8]]) }])));

/** The definition: every case from its whole history and all that happened before it, again and again. */
function slowCasesOf(events: readonly HistoryEvent[]): Case[] {
  const sorted = events.filter((event) => event.kind in actionOfKind).toSorted((a, b) => a.at - b.at);
  return sorted.map((event, index) => {
    const before = sorted.slice(0, index);
    const next = sorted.slice(index + 1).find((later) => later.subject === event.subject && later.visit === event.visit);
    const past = before.filter((earlier) => earlier.listingId === event.listingId);
    const rate = (kind: string): number => (past.filter((earlier) => earlier.kind === kind).length + 0.05) / (past.length + 1);
    return { features: slowFeatures([...before.filter((earlier) => earlier.subject === event.subject), event], [rate('SAVE'), rate('BUY')]), last: actionOf(event), label: actionOf(next), at: event.at, isDemo: event.isDemo };
  });
}

function slowFeatures(history: readonly HistoryEvent[], rates: readonly [number, number]): number[] {
  const count = (kind: string): number => Math.log1p(history.filter((event) => event.kind === kind).length);
  const [last, previous] = [history.at(-1), history.at(-2)];
  const oneHot = (event: HistoryEvent | undefined): number[] => [0, 1, 2].map((action) => (event && actionOf(event) === action ? 1 : 0));
  const inVisit = history.filter((event) => event.visit === last?.visit).length;
  const repeated = history.filter((event) => event.listingId === last?.listingId).length - 1;
  const seconds = last && previous ? (last.at - previous.at) / 1_000 : 0;
  const isSameVisit = last?.visit === previous?.visit;
  const priced = history.map((event) => prices[event.listingId]).filter((price) => price !== undefined).map((price) => Math.log1p(price));
  const own = last && prices[last.listingId] !== undefined ? priced.at(-1) : undefined;
  const before = priced.slice(0, -1);
  const relation = own === undefined || before.length === 0 ? 0 : own - before.reduce((sum, price) => sum + price, 0) / before.length;
  const likeness = previous && last ? (previous.listingId === last.listingId ? 1 : facts.likeness(previous.listingId, last.listingId)) : 0;
  return [
    count('VIEW'), count('PREVIEW'), count('SAVE'), count('BUY'), ...oneHot(last), ...oneHot(previous), Math.log1p(inVisit), Math.log1p(Math.max(0, repeated)), ...rates,
    isSameVisit ? 0 : Math.log1p(seconds / 3_600), previous && isSameVisit ? Math.log1p(seconds) : 0, relation, likeness,
  ];
}

const withoutGroup = ({ group: _, owner: __, ...rest }: Case): Omit<Case, 'group' | 'owner'> => rest;

const anyEvent = fc.record({
  subject: fc.constantFrom('p', 'q'), visit: fc.constantFrom('v', 'w'), kind: fc.constantFrom('VIEW', 'PREVIEW', 'SAVE', 'BUY', 'LEAVE', 'DISMISS', 'DOWNLOAD'),
  listingId: fc.constantFrom('a', 'b', 'c'), at: fc.nat(20), isDemo: fc.boolean(),
});
const listings = Array.from({ length: 30 }, (_, index) => ({ id: `l${index}`, category: `c${index % 5}`, salesCount: (index * 7) % 13 }));
const invented = (people: number): HistoryEvent[] => inventVisits(listings, people, seededRandom(5))
  .map((event) => ({ subject: `p${event.person}`, visit: `v${event.visit}`, kind: event.kind, listingId: event.listingId, at: -event.secondsBefore, isDemo: true }));

describe('the cases of a history', () => {
  it('are those of the definition, to the last bit, also at equal times and in any order', () => {
    fc.assert(fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => { expect(casesOf(events, facts).map(withoutGroup)).toEqual(slowCasesOf(events)); }));
    const events = invented(12);
    expect(JSON.stringify(casesOf(events, facts).map(withoutGroup))).toBe(JSON.stringify(slowCasesOf(events)));
  });

  it('and of each subject the newest', () => {
    fc.assert(fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const { cases, latest } = readHistory(events);
      const sorted = events.filter((event) => event.kind in actionOfKind).toSorted((a, b) => a.at - b.at);
      for (const subject of ['p', 'q']) expect(latest.get(subject)).toBe(cases[sorted.findLastIndex((event) => event.subject === subject)]);
    }));
  });

  it('and of one person alone, with what everybody did with the listings, the same as among all', () => {
    const all = invented(12);
    const of = (subject: string) => all.filter((event) => event.subject === subject);
    for (const subject of ['p0', 'p5', 'p11']) {
      const wanted = readHistory(of(subject), undefined, facts).latest.get(subject);
      const found = latestCase(of(subject), () => ({ all: 0, save: 0, buy: 0 }), facts);
      // The listing's rates apart, which come from everybody.
      const without = (features: readonly number[] | undefined) => features?.filter((_, column) => column !== 12 && column !== 13);
      expect(without(found?.features)).toEqual(without(wanted?.features));
      expect(found?.last).toBe(wanted?.last);
    }
    expect(latestCase([], () => undefined, facts)).toBeNull();
  });

  it('of one long visit take a time that grows with its length, not with its square', () => {
    const events = Array.from({ length: 100_000 }, (_, at): HistoryEvent => ({ subject: 'p', visit: 'v', kind: 'VIEW', listingId: `l${at % 50}`, at, isDemo: false }));
    const cases = casesOf(events);
    expect(cases.at(-1)?.features[0]).toBe(Math.log1p(100_000));
    expect(cases.at(-1)?.features[11]).toBe(Math.log1p(1_999));
  });
});

const cycle = ['VIEW', 'SAVE', 'BUY'];
/** After a look comes a save, after a save a purchase, and then the visit ends. */
const events = Array.from({ length: 200 }, (_, person) => cycle.map((kind, index): HistoryEvent => ({ subject: `p${person}`, visit: `v${person}`, kind, listingId: `l${person % 7}`, at: index * 60_000 + person * 1_000_000, isDemo: true }))).flat();
const nothingKnown = new Array<number>(18).fill(0);

describe('the prediction of the next action', () => {
  it('learns a rule that always holds, and beats the most frequent action', () => {
    const report = evaluateNextAction(casesOf(events), 'test');
    expect(report).toMatchObject({ accuracy: 1, macroF1: 1, logisticAccuracy: 1, trainCount: 480, testCount: 120, demoShare: 1, modelVersion: 'test (ml-knn, k = 5)' });
    expect(report?.majorityAccuracy).toBeLessThan(0.4);
    expect(report?.logLoss).toBeLessThan(0.01);
    expect(report?.logisticLogLoss).toBeLessThan(0.05);
  });

  it('finds the habits of the demo market: more than the most frequent action, in every class, and better probabilities than the linear model', () => {
    const report = evaluateNextAction(casesOf(invented(120)), 'test');
    expect(report?.accuracy).toBeGreaterThan(report?.majorityAccuracy ?? 1);
    expect(report?.overMajority[0]).toBeGreaterThan(0);
    expect(report?.macroF1).toBeGreaterThan(0.5);
    expect(report?.logLoss).toBeLessThan(report?.logisticLogLoss ?? 0);
  });

  it('labels the last event of a visit as leaving, and each other one by what followed it', () => {
    expect(casesOf(events).slice(0, 3).map(({ last, label }) => [last, label])).toEqual([[0, 1], [1, 2], [2, 3]]);
  });

  it('uses nothing of the future: what happens later changes no feature of before', () => {
    const all = casesOf(events);
    expect(casesOf(events.slice(0, 300)).map(({ features }) => features)).toEqual(all.slice(0, 300).map(({ features }) => features));
  });

  it('has eighteen features, finite ones', () => {
    for (const { features } of casesOf(events)) {
      expect(features).toHaveLength(18);
      expect(features.every(Number.isFinite)).toBe(true);
    }
  });

  it('says what a Markov chain says while there is little to learn from, and always a distribution', () => {
    const few = fitNextAction(casesOf(events.slice(0, 60)));
    expect(few).toMatchObject({ kind: 'markov', neighbourCount: null });
    expect(fitNextAction(casesOf(events)).kind).toBe('nearest-neighbours');
    for (const model of [few, fitNextAction(casesOf(events)), fitNextAction([])]) {
      const shares = model.predict(nothingKnown, 0);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(shares.every((share) => share >= 0)).toBe(true);
    }
    expect(evaluateNextAction([], 'test')).toBeNull();
    expect(evaluateNextAction(casesOf(events.slice(0, 60)), 'test')?.modelVersion).toBe('test (markov)');
  });

  it('is the same whichever way neighbours are found', () => {
    const cases = casesOf(invented(60));
    // Learnt once: how neighbours are found has no part in that.
    const learnt = learnNextAction(cases);
    const [tree, all] = [nextActionOf(learnt), nextActionOf(learnt, compareAll)];
    for (const { features, last } of cases.slice(-40)) {
      const wanted = tree.predict(features, last);
      all.predict(features, last).forEach((share, action) => expect(share).toBeCloseTo(wanted[action] ?? NaN, 9));
    }
  });

  it('keeps rare actions in their place when the index holds more of them than there are', () => {
    // One label in eight is a purchase at random; of 20,000 cases the index holds all purchases, up to half of it.
    const random = seededRandom(2);
    const cases = Array.from({ length: 20_000 }, (_, at): Case => ({ features: [random(), random()], last: 0, label: random() < 0.125 ? 2 : 0, at, isDemo: false }));
    const model = fitNextAction(cases, compareAll);
    const mean = cases.slice(0, 300).reduce((sum, { features }) => sum + (model.predict(features, 0)[2] ?? 0), 0) / 300;
    // The votes lift a rare class on purpose; the probabilities are calibrated, and say what happens.
    expect(mean).toBeCloseTo(0.125, 1);
  });
});

describe('the number of neighbours', () => {
  it('is few where near cases decide, many where there is only chance, and 25 where too little is known', () => {
    expect(tuneVotes(casesOf(events)).neighbourCount).toBe(5);
    const random = seededRandom(4);
    const noise = Array.from({ length: 1_500 }, (_, at): Case => ({ features: [random(), random()], last: 0, label: Math.floor(random() * 4), at, isDemo: false }));
    expect(tuneVotes(noise).neighbourCount).toBeGreaterThanOrEqual(75);
    expect(tuneVotes(noise.slice(0, 230)).neighbourCount).toBe(25);
  });

  it('and what each feature is worth, and how classes are named, come from cases that the votes are older than', () => {
    const random = seededRandom(6);
    // The second of three features decides: every purchase, one in ten, is near its upper end, where as many others are.
    const cases = Array.from({ length: 1_200 }, (_, at): Case => {
      const isBuy = random() < 0.1;
      return { features: [random(), isBuy ? 0.9 + random() / 10 : random(), random()], last: 0, label: isBuy ? 2 : 0, at, isDemo: false, group: at };
    });
    const { importance = [], bet } = tuneVotes(cases);
    expect(importance.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(importance[1]).toBeGreaterThan(0.6);
    // What is never the likeliest is named all the same where that serves the mean over classes.
    const f1 = (bias: readonly number[]) => {
      const model = fitNextAction(cases.slice(0, 900), compareAll);
      const newer = cases.slice(900);
      return classificationReport(newer.map((entry) => entry.label), newer.map((entry) => (bias.length === 0 ? argmax(model.predict(entry.features, 0)) : model.decide(entry.features, 0))), 4).macroF1;
    };
    expect(f1(bet?.bias ?? [])).toBeGreaterThanOrEqual(f1([]));
  });

  it('depends on nothing of the last fifth of an evaluation', () => {
    const cases = casesOf(invented(60));
    const split = Math.floor(cases.length * 0.8);
    const shuffled = [...cases.slice(0, split), ...cases.slice(split).map((entry): Case => ({ ...entry, label: 3 - entry.label }))];
    expect(evaluateNextAction(shuffled, 'test')?.modelVersion).toBe(evaluateNextAction(cases, 'test')?.modelVersion);
  });
});

describe('the linear model beside it', () => {
  it('is the same each time, a distribution, and there is none without cases', () => {
    const cases = casesOf(invented(40));
    const [first, second] = [fitLogisticAction(cases, 4), fitLogisticAction(cases, 4)];
    for (const { features } of cases.slice(0, 20)) {
      const shares = first?.(features) ?? [];
      expect(shares).toEqual(second?.(features));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
    expect(fitLogisticAction([], 4)).toBeNull();
  });
});
