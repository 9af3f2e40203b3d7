import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve, blendedIndex, calibrate, featureSource, fitBlend, fitCalibration, itemFeatures, itemRules, packCases, prefixCases, reliabilityOf, sessionIndex, sessionTable, standardBlend, vstan, type BlendWeights, type Session } from '@/lib/learning';
import { chooseParameters, randomChoices, splitByTime, tryParameters, type ItemTrials } from '@/lib/behaviour/core/search-item-parameters';
import { seededRandom } from '@/lib/shared/seeded-random';
import { learn, weightsWithout } from '@/scripts/bench/behaviour/search';

const item = fc.integer({ min: 0, max: 9 }).map((number) => `i${number}`);
const past = fc.array(fc.array(item, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 30 }).map((lists) => lists.map((items, index): Session => ({ id: `s${index}`, items, at: index * 5_000 })));
const sourceOf = (sessions: readonly Session[]) => { const table = sessionTable(sessions); return featureSource(table, itemRules(table), sessionIndex(table, vstan)); };

describe('item-to-item rules', () => {
  it('count what follows nearer ones more, and what goes together damped: the definition by hand', () => {
    const table = sessionTable([{ id: 'a', items: ['x', 'y', 'z'], at: 1 }, { id: 'b', items: ['x', 'z'], at: 2 }]);
    const { follows, together } = itemRules(table);
    const row = (rules: typeof follows, name: string) => { const at = table.numberOf.get(name) ?? 0; return Array.from(rules.items.subarray(rules.starts[at], rules.starts[at + 1]), (other, index) => [table.nameOf[other], Number((rules.shares[(rules.starts[at] ?? 0) + index] ?? 0).toFixed(4))]); };
    expect(row(follows, 'x')).toEqual([['z', 0.6], ['y', 0.4]]);
    expect(row(follows, 'z')).toEqual([]);
    expect(row(together, 'x')).toEqual([['z', Number((2 / 22).toFixed(4))], ['y', Number((1 / Math.sqrt(22 * 21)).toFixed(4))]]);
  });

  it('are none of an empty table, and shares of what follows sum to one', () => {
    expect(itemRules(sessionTable([])).follows.items).toHaveLength(0);
    fc.assert(fc.property(past, (sessions) => {
      const { follows } = itemRules(sessionTable(sessions));
      for (let at = 0; at + 1 < follows.starts.length; at += 1) {
        const shares = Array.from(follows.shares.subarray(follows.starts[at], follows.starts[at + 1]));
        if (shares.length > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
      }
    }));
  });
});

describe('the blend', () => {
  it('gives the same list byte for byte, whose parts sum to the score and whose order is that of the scores', () => {
    fc.assert(fc.property(past, fc.array(item, { minLength: 0, maxLength: 6 }), (sessions, query) => {
      const asked = { query, now: 300_000, content: new Map([['i1', 0.4], ['unseen', 0.9]]) };
      const { list, partsOf } = blendedIndex(sourceOf(sessions), standardBlend).rank(asked);
      expect(JSON.stringify(blendedIndex(sourceOf(sessions.toReversed()), standardBlend).recommend(asked))).toBe(JSON.stringify(list));
      expect(JSON.stringify(blendedIndex(sourceOf(sessions), standardBlend).recommend({ ...asked, size: 3 }))).toBe(JSON.stringify(list.slice(0, 3)));
      expect(partsOf('nobody')).toHaveLength(0);
      for (const [index, { item: found, score }] of list.entries()) {
        expect(partsOf(found).reduce((sum, part) => sum + part, 0)).toBeCloseTo(score, 9);
        if (index > 0) expect(score).toBeLessThanOrEqual(list[index - 1]?.score ?? 0);
      }
    }), { numRuns: 200 });
  });

  it('knows an item that nobody opened by its content alone, and hides what it is told to', () => {
    const index = blendedIndex(sourceOf([{ id: 'a', items: ['x', 'y'], at: 1 }]), standardBlend);
    const asked = { query: ['x'], now: 2, content: new Map([['new', 0.8]]) };
    expect(index.recommend(asked).map((found) => found.item)).toContain('new');
    expect(index.recommend({ ...asked, without: new Set(['new']) }).map((found) => found.item)).not.toContain('new');
    expect(index.recommend({ query: [], now: 2 })).toEqual([]);
  });

  it('learns from prefixes what really comes next, and a part that is left out adds nothing', () => {
    // After x comes always y, though z is what everybody opens.
    const random = seededRandom(4);
    const visits = Array.from({ length: 400 }, (_, index): Session => ({ id: `s${index}`, items: random() < 0.5 ? ['z', 'x', 'y'] : ['z', `r${index % 7}`, 'z'], at: index * 60 }));
    const packed = packCases(sourceOf(visits.slice(0, 200)), prefixCases(visits.slice(200)));
    const fit = fitBlend(packed);
    expect(fit?.caseCount).toBe(400);
    const best = (blend: NonNullable<typeof fit>['weights']) => blendedIndex(sourceOf(visits.slice(0, 200)), blend).recommend({ query: ['z', 'x'], now: 30_000, size: 1 })[0]?.item;
    expect(fit && best(fit.weights)).toBe('y');
    expect(JSON.stringify(fitBlend(packed))).toBe(JSON.stringify(fit));
    expect(fitBlend(packed, { without: ['neighbours'] })?.weights.neighbours).toBe(0);
    expect(fitBlend(packed.slice(0, 50))).toBeNull();
    expect(Object.keys(fit?.weights ?? {})).toEqual([...itemFeatures]);
  });
});

describe('the search of parameters', () => {
  it('looks no further ahead than a model may: every question is newer than what it is asked of', () => {
    const visits = Array.from({ length: 300 }, (_, index): Session => ({ id: `s${index}`, items: ['a', 'b', `c${index % 5}`], at: index }));
    const split = splitByTime(visits, 0.8);
    const newest = Math.max(...(split?.older ?? []).map((session) => session.at));
    expect(split?.questions.every((question) => question.now > newest)).toBe(true);
    expect(split && tryParameters(split, [vstan])[0]?.hits.length).toBe(split?.questions.length);
    expect(splitByTime(visits.slice(0, 20), 0.8)).toBeNull();
  });

  it('asks of a visit without end its end alone: a program in the past fills neither the questions nor the memory', () => {
    const visits = Array.from({ length: 300 }, (_, index): Session => ({ id: `s${index}`, items: index === 299 ? Array.from({ length: 3_000 }, (_item, at) => `c${at % 5}`) : ['a', 'b', `c${index % 5}`], at: index }));
    const questions = splitByTime(visits, 0.8)?.questions ?? [];
    expect(questions.filter(({ group }) => group === questions.at(-1)?.group)).toHaveLength(499);
    expect(questions).toHaveLength(499 + 59 * 2);
  });

  it('takes another choice only where it is better beyond chance', () => {
    const trials = (value: (index: number) => number): ItemTrials => { const hits = Array.from({ length: 200 }, (_, index) => value(index)); return { hits, reciprocalRanks: hits, groups: hits.map((_, index) => index) }; };
    const standing = trials((index) => (index % 2 === 0 ? 1 : 0));
    expect(chooseParameters([standing, trials((index) => (index % 2 === 0 || index === 1 ? 1 : 0))], standing, 'hits')).toBeNull();
    expect(chooseParameters([standing, trials((index) => (index % 4 < 3 ? 1 : 0))], standing, 'hits')).toBe(1);
    expect(randomChoices(5, seededRandom(1))).toEqual(randomChoices(5, seededRandom(1)));
  });
});

describe('what is learnt from a file of sessions', () => {
  const visits = (count: number): Session[] => Array.from({ length: count }, (_, index): Session => ({ id: `s${index}`, items: index % 5 < 2 ? [`a${index % 9}`, `b${index % 9}`] : [`a${index % 9}`, `a${index % 9}`, `a${index % 9}`], at: index }));
  const learnt = async (count: number) => learn(visits(count), 0, () => undefined);
  const first = (count: number, blend: BlendWeights) => blendedIndex(sourceOf(visits(count)), blend).recommend({ query: ['a1'], now: count, size: 1 })[0]?.item;

  it('too small to teach still has what the session holds come again; a small one is asked its newest quarter, a larger one its newest tenth', async () => {
    const { standing } = await learnt(60);
    expect([first(60, standing), first(60, standardBlend), weightsWithout(await learnt(60))]).toEqual(['a1', 'b1', null]);
    const [small, large] = [await learnt(300), await learnt(3_000)];
    expect([small.split?.newer.length, large.split?.newer.length]).toEqual([75, 300]);
    expect(first(300, weightsWithout(small) ?? standardBlend)).toBe('a1');
  });

  it('is drawn to the standing weights the more the fewer cases teach', async () => {
    const found = await learnt(300);
    const away = (packed: typeof found.packed, pull?: number) => { const weights = fitBlend(packed, { standing: found.standing, ...(pull === undefined ? {} : { pull }) })?.weights; return itemFeatures.reduce((sum, name) => sum + Math.abs((weights?.[name] ?? 0) - found.standing[name]), 0); };
    expect(away(found.packed, 10)).toBeLessThan(away(found.packed) / 2);
  });
});

describe('calibration', () => {
  it('brings overconfident shares back to what happens, and leaves the sum at one', () => {
    const random = seededRandom(9);
    const labels = Array.from({ length: 2_000 }, () => (random() < 0.2 ? 1 : 0));
    const shares = labels.map((label) => (random() < 0.7 ? (label === 1 ? [0.02, 0.98] : [0.98, 0.02]) : [0.98, 0.02]));
    const calibration = fitCalibration(shares.slice(0, 1_000), labels.slice(0, 1_000));
    if (!calibration) throw new Error('nothing was learnt');
    const believed = shares.slice(1_000).map((row) => calibrate(calibration, row));
    expect(believed.every((row) => Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) < 1e-9)).toBe(true);
    expect(reliabilityOf(believed, labels.slice(1_000)).ece).toBeLessThan(reliabilityOf(shares.slice(1_000), labels.slice(1_000)).ece);
    expect(fitCalibration(shares.slice(0, 50), labels.slice(0, 50))).toBeNull();
  });

  it('is measured by bins, and the area under the curve by pairs: the definition by hand', () => {
    expect(reliabilityOf([[0.9, 0.1], [0.9, 0.1]], [0, 1])).toMatchObject({ ece: 0.4, bins: [{ from: 0.1, promised: 0.1, happened: 0.5, count: 2 }, { from: 0.9, promised: 0.9, happened: 0.5, count: 2 }] });
    expect(areaUnderCurve([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75);
    expect(areaUnderCurve([1, 1], [true, false])).toBe(0.5);
    expect(areaUnderCurve([1], [true])).toBeNull();
  });
});
