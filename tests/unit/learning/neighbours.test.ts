import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepLargest } from '@/lib/learning/core/keep-largest';
import { argmax, classificationReport, compareAll, cosine, fitScaler, maxPrototypes, neighbourIndex, scale, sessionIndex, sharedWeights, sknn, stan, tfidf, vote, vsknn, vstan, wordsOf, type Scored, type Session, type SessionParameters } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';

/** Every distance, sorted by (distance, index). */
function bruteForce(prototypes: readonly (readonly number[])[], point: readonly number[], count: number) {
  return prototypes.map((prototype, index) => ({ index, distance: Math.sqrt(prototype.reduce((sum, value, axis) => sum + (value - (point[axis] ?? 0)) ** 2, 0)) }))
    .toSorted((a, b) => a.distance - b.distance || a.index - b.index).slice(0, count);
}

describe('neighbourIndex', () => {
  const cases = fc.integer({ min: 1, max: 6 }).chain((dimensions) => {
    const smooth = fc.array(fc.integer({ min: -10_000, max: 10_000 }).map((value) => value / 1_000), { minLength: dimensions, maxLength: dimensions });
    // Small whole numbers: equal points and equal distances abound.
    const grid = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: dimensions, maxLength: dimensions });
    const points = fc.oneof(fc.array(smooth, { minLength: 1, maxLength: 80 }), fc.array(grid, { minLength: 1, maxLength: 80 }));
    return fc.record({ points, query: fc.oneof(smooth, grid), count: fc.integer({ min: 1, max: 90 }) });
  });

  it('answers as brute force does, in the same order, also where points and distances are equal', () => {
    fc.assert(fc.property(cases, ({ points, query, count }) => {
      const wanted = bruteForce(points, query, count);
      expect(neighbourIndex(points).nearest(query, count)).toEqual(wanted);
      expect(compareAll(points).nearest(query, count)).toEqual(wanted);
    }), { numRuns: 500 });
  });

  it('does so among thousands of points', () => {
    let seed = 7;
    const random = () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648; };
    const points = Array.from({ length: maxPrototypes }, () => Array.from({ length: 14 }, () => Math.round(random() * 6)));
    const [index, all] = [neighbourIndex(points), compareAll(points)];
    for (let query = 0; query < 40; query += 1) {
      const point = Array.from({ length: 14 }, () => Math.round(random() * 6));
      const wanted = bruteForce(points, point, 25);
      expect(index.nearest(point, 25)).toEqual(wanted);
      expect(all.nearest(point, 25)).toEqual(wanted);
    }
  });

  it('and its twin over typed arrays name the same neighbours on a thousand questions', () => {
    const random = seededRandom(11);
    // Half of the coordinates are whole numbers, so that many distances are equal.
    const point = (): number[] => Array.from({ length: 16 }, (_, axis) => (axis % 2 === 0 ? Math.round(random() * 3) : random()));
    const points = Array.from({ length: 1_000 }, point);
    const [index, all] = [neighbourIndex(points), compareAll(points)];
    const questions = Array.from({ length: 1_000 }, point);
    expect(questions.filter((question) => JSON.stringify(index.nearest(question, 25)) !== JSON.stringify(all.nearest(question, 25)))).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['no prototype', () => neighbourIndex([])],
    ['no dimension', () => neighbourIndex([[]])],
    ['too many prototypes', () => neighbourIndex(Array.from({ length: maxPrototypes + 1 }, () => [1]))],
    ['too many dimensions', () => neighbourIndex([Array.from({ length: 21 }, () => 1)])],
    ['points of different length', () => neighbourIndex([[1, 2], [1]])],
    ['a coordinate that is no number', () => neighbourIndex([[Number.NaN]])],
    ['no prototype to compare with', () => compareAll([])],
    ['points of different length to compare', () => compareAll([[1, 2], [1]])],
    ['a query of another length', () => compareAll([[1, 2]]).nearest([1], 1)],
    ['an infinite query', () => neighbourIndex([[1]]).nearest([Infinity], 1)],
  ])('refuses %s', (_, make) => {
    expect(make).toThrow(RangeError);
  });
});

describe('vote', () => {
  it('sums to one and lifts the rare class', () => {
    const neighbours = [{ index: 0, distance: 1 }, { index: 1, distance: 1 }];
    const even = vote(neighbours, [0, 1], [0.5, 0.5]);
    expect(even).toEqual([0.5, 0.5]);
    const [common = 0, rare = 0] = vote(neighbours, [0, 1], [0.9, 0.1]);
    expect(common + rare).toBeCloseTo(1, 12);
    expect(rare / common).toBeCloseTo((0.9 / 0.1) ** 0.3, 12);
  });

  it('takes back how often a class was drawn', () => {
    const neighbours = [{ index: 0, distance: 1 }, { index: 1, distance: 1 }];
    // Drawn evenly from 9 : 1, equal votes say 9 : 1, before the rare class is lifted.
    const [common = 0, rare = 0] = vote(neighbours, [0, 1], [0.9, 0.1], [0.5, 0.5]);
    expect(common / rare).toBeCloseTo(9 ** 0.7, 12);
  });

  it('counts a nearer one for more, and falls back to the shares without any', () => {
    expect(argmax(vote([{ index: 0, distance: 0.1 }, { index: 1, distance: 2 }], [0, 1], [0.5, 0.5]))).toBe(0);
    expect(vote([], [], [0.7, 0.3])).toEqual([0.7, 0.3]);
    expect(argmax([1, 3, 3])).toBe(1);
  });
});

describe('the scaler', () => {
  it('makes mean 0 and deviation 1, and leaves a column that does not vary at 0', () => {
    const rows = [[1, 5, 7], [2, 5, 9], [6, 5, -3]];
    const scaler = fitScaler(rows);
    const scaled = rows.map((row) => scale(scaler, row));
    for (const axis of [0, 2]) {
      const values = scaled.map((row) => row[axis] ?? 0);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
      expect(values.reduce((sum, value) => sum + value ** 2, 0) / rows.length).toBeCloseTo(1, 12);
    }
    expect(scaled.map((row) => row[1])).toEqual([0, 0, 0]);
  });
});

describe('the classification report', () => {
  // scikit-learn's documentation of classification_report: y_true = [0, 1, 2, 2, 2], y_pred = [0, 0, 2, 2, 1]; F1 .67, .00, .80.
  it('gives the figures of the published example', () => {
    const report = classificationReport([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], 3);
    expect(report.accuracy).toBeCloseTo(0.6, 12);
    expect(report.macroF1).toBeCloseTo((2 / 3 + 0 + 0.8) / 3, 12);
    expect(report.confusion).toEqual([[1, 0, 0], [1, 0, 0], [0, 1, 2]]);
  });

  it('leaves a class that does not occur out of the mean, and refuses to judge nothing', () => {
    expect(classificationReport([0, 0], [0, 0], 4).macroF1).toBe(1);
    expect(() => classificationReport([], [], 2)).toThrow(RangeError);
    expect(() => classificationReport([1], [1, 2], 2)).toThrow(RangeError);
  });
});

/** The family written down from the formulas, without any index. */
function naive(sessions: readonly Session[], parameters: SessionParameters, query: readonly string[], { now, without }: { readonly now: number; readonly without: ReadonlySet<string> }): Scored[] {
  const { position } = parameters;
  const place = (item: string) => query.lastIndexOf(item) + 1;
  const weight = (item: string) => (position === 'same' ? 1 : position === 'quadratic' ? (place(item) / query.length) ** 2 : Math.exp((place(item) - query.length) / position.lambda));
  const known = new Set(sessions.flatMap((session) => session.items));
  const own = [...new Set(query)].filter((item) => known.has(item));
  const norm = Math.sqrt(own.reduce((sum, item) => sum + weight(item) ** 2, 0));
  const eventsOf = (item: string) => sessions.reduce((sum, session) => sum + session.items.filter((each) => each === item).length, 0);
  const factor = (item: string) => 1 + parameters.idfWeight * Math.log(sessions.length / eventsOf(item));
  const byAge = (a: { session: Session }, b: { session: Session }) => b.session.at - a.session.at || (a.session.id < b.session.id ? -1 : 1);
  const near = sessions.map((session) => ({ session })).filter(({ session }) => session.items.some((item) => own.includes(item))).toSorted(byAge).slice(0, parameters.recent).map(({ session }) => {
    const shared = own.filter((item) => session.items.includes(item));
    const newest = shared.toSorted((a, b) => place(b) - place(a))[0] ?? '';
    const back = query.length - place(newest);
    const overlap = shared.reduce((sum, item) => sum + weight(item), 0) / (parameters.norm === 'cosine' ? norm * Math.sqrt(new Set(session.items).size) : parameters.norm === 'query' ? own.length : new Set([...own, ...session.items]).size);
    return { session, newest, similarity: overlap * Math.exp(-Math.max(0, now - session.at) / 86_400 / parameters.lambdaDays) * Math.exp(-back / parameters.lambdaMatch), left: (parameters.hasLinearMatch ? Math.max(0, 1 - 0.1 * (back + 1)) : 1) / (parameters.hasQuadraticMatch ? (back + 1) ** 2 : 1) };
  }).toSorted((a, b) => b.similarity - a.similarity || byAge(a, b)).slice(0, parameters.neighbours);
  const items = [...new Set(near.flatMap(({ session }) => session.items))].filter((item) => !without.has(item));
  return items.map((item): Scored => {
    const anchors = new Map<string, number>();
    const holders = near.filter(({ session }) => session.items.includes(item));
    for (const { session, similarity, newest, left } of holders) {
      const last = session.items.findLastIndex((each) => own.includes(each));
      const share = similarity * left * Math.exp(-Math.abs(session.items.lastIndexOf(item) - last) / parameters.lambdaDistance) * factor(item);
      anchors.set(newest, (anchors.get(newest) ?? 0) + share);
    }
    return { item, score: [...anchors.values()].reduce((total, share) => total + share, 0), support: holders.length, anchor: '' };
  }).toSorted((a, b) => b.score - a.score || b.support - a.support || (a.item < b.item ? -1 : 1));
}

describe('sessionIndex', () => {
  const item = fc.constantFrom(...'abcdefgh');
  // Whole days apart: no two similarities differ by rounding alone.
  const session = fc.record({ items: fc.array(item, { minLength: 1, maxLength: 6 }), at: fc.integer({ min: 0, max: 100 }).map((day) => day * 86_400) });
  const parameters = fc.constantFrom<SessionParameters>(vstan, stan, vsknn, sknn, { ...sknn, norm: 'jaccard' }, { ...vsknn, hasLinearMatch: false, hasQuadraticMatch: true }, { ...vstan, recent: 4, neighbours: 3 }, { ...sknn, recent: 5, neighbours: 2 });

  it('scores as the formulas do, for every member of the family, also where only a few neighbours count', () => {
    fc.assert(fc.property(fc.array(session, { minLength: 1, maxLength: 25 }), fc.array(fc.oneof(item, fc.constant('unknown')), { minLength: 1, maxLength: 6 }), fc.uniqueArray(item, { maxLength: 3 }), parameters, (visits, query, hidden, chosen) => {
      const sessions = visits.map((visit, index): Session => ({ ...visit, id: `s${String(index).padStart(2, '0')}` }));
      const now = 101 * 86_400;
      const found = sessionIndex(sessions, chosen).recommend(query, { now, without: new Set(hidden) });
      const wanted = naive(sessions, chosen, query, { now, without: new Set(hidden) });
      const total = (list: readonly Scored[]) => list.reduce((sum, each) => sum + each.score, 0);
      // Equally similar neighbours at the edge may differ by rounding; then the sums still agree when nothing is cut off.
      const isCut = chosen.neighbours < 25;
      if (!isCut) expect(total(found)).toBeCloseTo(total(wanted), 9);
      const scores = new Map(wanted.map((each) => [each.item, each]));
      if (!isCut) for (const each of found) {
        expect(each.score).toBeCloseTo(scores.get(each.item)?.score ?? Number.NaN, 9);
        expect(each.support).toBe(scores.get(each.item)?.support);
      }
      expect(found.length).toBe(isCut ? found.length : wanted.length);
      for (const [index, each] of found.entries()) {
        expect(query).toContain(each.anchor);
        if (index > 0) expect(each.score).toBeLessThanOrEqual(found[index - 1]?.score ?? 0);
      }
    }), { numRuns: 500 });
  });

  it('takes exactly the m newest and then the k nearest, the newer of equals', () => {
    const sessions = Array.from({ length: 9 }, (_, index): Session => ({ id: `s${index}`, items: ['q', `only${index}`], at: index * 86_400 }));
    const found = sessionIndex(sessions, { ...sknn, recent: 5, neighbours: 3 }).recommend(['q'], { now: 9 * 86_400 });
    expect(found.map((each) => each.item)).toEqual(['q', 'only6', 'only7', 'only8']);
    expect(sessionIndex(sessions, { ...sknn, recent: 2, neighbours: 3 }).recommend(['q'], { now: 9 * 86_400 }).map((each) => each.item)).toEqual(['q', 'only7', 'only8']);
  });

  it('gives the beginning of the whole list when asked for a few, and the same list every time, in whatever order the sessions come', () => {
    fc.assert(fc.property(fc.array(session, { minLength: 1, maxLength: 25 }), fc.array(item, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 9 }), (visits, query, size) => {
      const sessions = visits.map((visit, index): Session => ({ ...visit, id: `s${String(index).padStart(2, '0')}` }));
      const index = sessionIndex(sessions);
      const whole = index.recommend(query, { now: 9_000_000 });
      expect(index.recommend(query, { now: 9_000_000, size })).toEqual(whole.slice(0, size));
      expect(JSON.stringify(sessionIndex(sessions.toReversed()).recommend(query, { now: 9_000_000 }))).toBe(JSON.stringify(whole));
    }));
  });

  it('lowers the score of an item when its anchor is taken out of the query', () => {
    const sessions = [['a', 'x'], ['a', 'x'], ['b', 'y'], ['b', 'x']].map((items, index): Session => ({ id: `s${index}`, items, at: 0 }));
    const index = sessionIndex(sessions);
    for (const each of index.recommend(['b', 'a'], { now: 0 })) {
      const without = index.recommend(['b', 'a'].filter((other) => other !== each.anchor), { now: 0 }).find((other) => other.item === each.item);
      expect(without?.score ?? 0).toBeLessThan(each.score);
    }
  });

  it('knows nothing of an unknown query, of empty visits, and bears a session of ten thousand items', () => {
    const index = sessionIndex([{ id: 'a', items: ['x', 'y'], at: 1 }, { id: 'b', items: [], at: 1 }, { id: 'c', items: Array.from({ length: 10_000 }, (_, place) => `i${place}`), at: 2 }]);
    expect(index.sessionCount).toBe(2);
    expect(index.recommend(['q'], { now: 2 })).toEqual([]);
    expect(index.recommend([], { now: 2 })).toEqual([]);
    expect(index.recommend(Array.from({ length: 10_000 }, (_, place) => `i${place}`), { now: -5 }).length).toBe(500);
    expect(sessionIndex([]).recommend(['x'], { now: 1 })).toEqual([]);
  });
});

describe('keepLargest', () => {
  it('puts the largest to the front, with all that equal the last of them', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), fc.nat(70), (keys, take) => {
      const numbers = Int32Array.from(keys.keys());
      const kept = keepLargest(numbers, keys.length, take, Float64Array.from(keys));
      const sorted = keys.toSorted((a, b) => b - a);
      const edge = sorted[Math.min(take, keys.length) - 1] ?? Infinity;
      expect(kept).toBe(take >= keys.length ? keys.length : sorted.filter((key) => key >= edge).length);
      expect(Array.from(numbers.subarray(0, kept), (number) => keys[number] ?? 0).toSorted((a, b) => b - a)).toEqual(sorted.slice(0, kept));
      expect(Array.from(numbers).toSorted((a, b) => a - b)).toEqual([...keys.keys()]);
    }), { numRuns: 500 });
  });
});

describe('text', () => {
  it.each([['Daily weather of the stations', ['weather', 'station']], ['departureDelay', ['departure', 'delay']], ['glass', ['glass']], ['海港深度', ['海港', '港深', '深度']], ['the of and', []], ['', []]])('%j has the words %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('is as like itself as can be, and not at all like what shares no word', () => {
    const [a, b, c] = tfidf(['harbour depth', 'harbour depth', 'flight delay']);
    if (!a || !b || !c) throw new Error('three vectors');
    expect(cosine(a, b)).toBeCloseTo(1, 12);
    expect(cosine(a, c)).toBe(0);
    expect(sharedWeights(a, b).map(({ word }) => word).toSorted()).toEqual(['depth', 'harbour']);
  });

  it('is compared the same from both sides', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('rain', 'wind', 'flight', 'delay', 'port'), { maxLength: 6 }), fc.array(fc.constantFrom('rain', 'wind', 'flight'), { maxLength: 6 }), (left, right) => {
      const [a, b] = tfidf([left.join(' '), right.join(' ')]);
      if (!a || !b) throw new Error('two vectors');
      expect(cosine(a, b)).toBeCloseTo(cosine(b, a), 12);
      expect(cosine(a, b)).toBeLessThanOrEqual(1);
    }));
  });
});
