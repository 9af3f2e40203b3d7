import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argmax, classificationReport, cosine, fitScaler, maxPrototypes, neighbourIndex, scale, sessionIndex, sharedWords, tfidf, vote, vstan, wordsOf, type Scored, type Session } from '@/lib/learning';

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
      expect(neighbourIndex(points).nearest(query, count)).toEqual(bruteForce(points, query, count));
    }), { numRuns: 500 });
  });

  it('does so among thousands of points', () => {
    let seed = 7;
    const random = () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648; };
    const points = Array.from({ length: maxPrototypes }, () => Array.from({ length: 14 }, () => Math.round(random() * 6)));
    const index = neighbourIndex(points);
    for (let query = 0; query < 40; query += 1) {
      const point = Array.from({ length: 14 }, () => Math.round(random() * 6));
      expect(index.nearest(point, 25)).toEqual(bruteForce(points, point, 25));
    }
  });

  it.each<[string, () => unknown]>([
    ['no prototype', () => neighbourIndex([])],
    ['no dimension', () => neighbourIndex([[]])],
    ['too many prototypes', () => neighbourIndex(Array.from({ length: maxPrototypes + 1 }, () => [1]))],
    ['too many dimensions', () => neighbourIndex([Array.from({ length: 17 }, () => 1)])],
    ['points of different length', () => neighbourIndex([[1, 2], [1]])],
    ['a coordinate that is no number', () => neighbourIndex([[Number.NaN]])],
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

/** STAN with idf and match decay, written down from the formulas without any index. */
function naive(sessions: readonly Session[], query: readonly string[], now: number, without: ReadonlySet<string>): Scored[] {
  const place = (item: string) => query.lastIndexOf(item) + 1;
  const weight = (item: string) => Math.exp((place(item) - query.length) / vstan.lambdaPosition);
  const own = [...new Set(query)];
  const norm = Math.sqrt(own.reduce((sum, item) => sum + weight(item) ** 2, 0));
  const idf = (item: string) => 1 + vstan.idfWeight * Math.log(sessions.length / sessions.filter((session) => session.items.includes(item)).length);
  const near = sessions.filter((session) => session.items.some((item) => own.includes(item))).map((session) => {
    const shared = own.filter((item) => session.items.includes(item));
    const newest = shared.toSorted((a, b) => place(b) - place(a))[0] ?? '';
    const overlap = shared.reduce((sum, item) => sum + weight(item), 0) / (norm * Math.sqrt(new Set(session.items).size));
    return { session, newest, similarity: overlap * Math.exp(-Math.max(0, now - session.at) / 86_400 / vstan.lambdaDays) * Math.exp((place(newest) - query.length) / vstan.lambdaMatch) };
  });
  const items = [...new Set(near.flatMap(({ session }) => session.items))].filter((item) => !without.has(item));
  return items.map((item): Scored => {
    const anchors = new Map<string, number>();
    const holders = near.filter(({ session }) => session.items.includes(item));
    for (const { session, similarity, newest } of holders) {
      const last = session.items.findLastIndex((each) => own.includes(each));
      const share = similarity * Math.exp(-Math.abs(session.items.indexOf(item) - last) / vstan.lambdaDistance) * idf(item);
      anchors.set(newest, (anchors.get(newest) ?? 0) + share);
    }
    const sum = [...anchors.values()].reduce((total, share) => total + share, 0);
    return { item, score: sum, support: holders.length, anchor: [...anchors].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '' };
  }).toSorted((a, b) => b.score - a.score || b.support - a.support || (a.item < b.item ? -1 : 1));
}

describe('sessionIndex', () => {
  const item = fc.constantFrom(...'abcdefgh');
  const session = fc.record({ items: fc.array(item, { minLength: 1, maxLength: 6 }), at: fc.integer({ min: 0, max: 9_000_000 }) });

  it('scores as the formulas do, with the anchor most of the score came through', () => {
    fc.assert(fc.property(fc.array(session, { minLength: 1, maxLength: 25 }), fc.array(item, { minLength: 1, maxLength: 6 }), fc.uniqueArray(item, { maxLength: 3 }), (visits, query, hidden) => {
      const sessions = visits.map((visit, index): Session => ({ ...visit, id: `s${String(index).padStart(2, '0')}` }));
      const found = sessionIndex(sessions).recommend(query, 9_000_000, new Set(hidden));
      const wanted = new Map(naive(sessions, query, 9_000_000, new Set(hidden)).map((each) => [each.item, each]));
      expect(found).toHaveLength(wanted.size);
      for (const each of found) {
        const other = wanted.get(each.item);
        expect(each.score).toBeCloseTo(other?.score ?? Number.NaN, 10);
        expect(each.support).toBe(other?.support);
        expect(query).toContain(each.anchor);
      }
      for (const [index, each] of found.entries()) if (index > 0) expect(each.score).toBeLessThanOrEqual((found[index - 1]?.score ?? 0) + 1e-12);
    }), { numRuns: 300 });
  });

  it('knows nothing of an unknown query, and of empty visits', () => {
    const index = sessionIndex([{ id: 'a', items: ['x', 'y'], at: 1 }, { id: 'b', items: [], at: 1 }]);
    expect(index.sessionCount).toBe(1);
    expect(index.recommend(['q'], 2)).toEqual([]);
    expect(index.recommend([], 2)).toEqual([]);
    expect(sessionIndex([]).recommend(['x'], 1)).toEqual([]);
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
    expect(sharedWords(a, b, 5).toSorted()).toEqual(['depth', 'harbour']);
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
