import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionTable, vmis, vmisIndex, type Session, type VmisParameters, type VmisScored } from '@/lib/learning';

/** The published loop written down as it stands, with lists and maps; ties go to the newer session, of one moment to the first by id. */
function literal(sessions: readonly Session[], { recent, neighbours, queryItems, idfWeight, isWithoutLast }: VmisParameters, whole: readonly string[]): VmisScored[] {
  const held = new Map(sessions.map((session) => [session, new Set(session.items)]));
  const itemsOf = (session: Session) => held.get(session) ?? new Set<string>();
  const byAge = (a: Session, b: Session) => b.at - a.at || (a.id < b.id ? -1 : 1);
  const sizes = sessions.map((session) => itemsOf(session).size).toSorted((a, b) => a - b);
  const at = 0.995 * (sizes.length - 1);
  const [below, above] = [sizes[Math.floor(at)] ?? 0, sizes[Math.ceil(at)] ?? 0];
  const kept = sessions.filter((session) => itemsOf(session).size <= Math.round(below + (at % 1) * (above - below)));
  const pairs = kept.reduce((sum, session) => sum + itemsOf(session).size, 0);
  const holders = (item: string) => kept.filter((session) => itemsOf(session).has(item));
  const query = whole.slice(-queryItems);
  const distinct = new Set(query).size;
  const found = new Map<Session, number>();
  const seen = new Set<string>();
  for (let place = query.length; place >= 1; place -= 1) {
    const item = query[place - 1] ?? '';
    if (seen.has(item)) continue;
    seen.add(item);
    for (const session of holders(item).toSorted(byAge).slice(0, recent)) {
      const sum = found.get(session);
      if (sum !== undefined) found.set(session, sum + place / distinct);
      else if (found.size < recent) found.set(session, place / distinct);
      else {
        const oldest = [...found.keys()].toSorted(byAge).at(-1);
        if (!oldest || session.at <= oldest.at) break;
        found.delete(oldest);
        found.set(session, place / distinct);
      }
    }
  }
  const scores = new Map<string, VmisScored>();
  for (const [session, similarity] of [...found].toSorted(([a, left], [b, right]) => right - left || byAge(a, b)).slice(0, neighbours)) {
    const step = 1 + query.toReversed().findIndex((item) => itemsOf(session).has(item));
    for (const item of itemsOf(session)) {
      const idf = idfWeight * Math.log(pairs / holders(item).length);
      const { score = 0, support = 0 } = scores.get(item) ?? {};
      scores.set(item, { item, score: score + Math.max(0, 1 - 0.1 * step) * similarity * (idf > 0 ? idf : 1), support: support + 1 });
    }
  }
  if (isWithoutLast) scores.delete(query.at(-1) ?? '');
  return [...scores.values()].toSorted((a, b) => b.score - a.score || b.support - a.support || (a.item < b.item ? -1 : 1));
}

const numbered = (visits: readonly Omit<Session, 'id'>[]): Session[] => visits.map((visit, index) => ({ ...visit, id: `s${String(index).padStart(2, '0')}` }));

describe('vmisIndex', () => {
  const item = fc.constantFrom(...'abcdefghijklmnop');
  // Few moments: many sessions are of the same age; now and then one that is far longer than the rest.
  const visit = fc.record({ items: fc.oneof({ weight: 9, arbitrary: fc.array(item, { minLength: 1, maxLength: 5 }) }, { weight: 1, arbitrary: fc.array(item, { minLength: 12, maxLength: 40 }) }), at: fc.integer({ min: 0, max: 12 }) });
  const parameters = fc.record({ recent: fc.integer({ min: 1, max: 8 }), neighbours: fc.integer({ min: 1, max: 8 }), queryItems: fc.integer({ min: 1, max: 14 }), idfWeight: fc.constantFrom(0, 1, 2), isWithoutLast: fc.boolean() });
  const query = fc.array(fc.oneof({ weight: 9, arbitrary: item }, { weight: 1, arbitrary: fc.constant('unknown') }), { minLength: 1, maxLength: 14 });

  it('scores as the published loop does, with its early stop, its sessions put out and its long ones left out, also where ages and similarities are equal', () => {
    fc.assert(fc.property(fc.array(visit, { minLength: 1, maxLength: 30 }), fc.array(query, { minLength: 1, maxLength: 3 }), parameters, (visits, queries, chosen) => {
      const sessions = numbered(visits);
      const index = vmisIndex(sessionTable(sessions), chosen);
      // One index for several questions: nothing is left of the one before.
      for (const asked of queries) {
        const wanted = new Map(literal(sessions, chosen, asked).map((each) => [each.item, each]));
        const found = index.recommend(asked, 100);
        expect(new Set(found.map((each) => each.item))).toEqual(new Set(wanted.keys()));
        for (const [place, { item: name, score, support }] of found.entries()) {
          expect(score).toBeCloseTo(wanted.get(name)?.score ?? Number.NaN, 9);
          expect(support).toBe(wanted.get(name)?.support);
          if (place > 0) expect(score).toBeLessThanOrEqual(found[place - 1]?.score ?? 0);
        }
        expect(index.recommend(asked, 3)).toEqual(found.slice(0, 3));
      }
    }), { numRuns: 1_000 });
  });

  it('gives the same list, byte for byte, in whatever order the sessions come', () => {
    fc.assert(fc.property(fc.array(visit, { minLength: 1, maxLength: 30 }), query, parameters, (visits, asked, chosen) => {
      const sessions = numbered(visits);
      expect(JSON.stringify(vmisIndex(sessionTable(sessions.toReversed()), chosen).recommend(asked, 20))).toBe(JSON.stringify(vmisIndex(sessionTable(sessions), chosen).recommend(asked, 20)));
    }));
  });

  const of = (chosen: Partial<VmisParameters>, asked: readonly string[], ...visits: readonly (readonly [items: string, at: number])[]) =>
    vmisIndex(sessionTable(numbered(visits.map(([items, at]) => ({ items: items.split(' '), at })))), { ...vmis, isWithoutLast: false, ...chosen }).recommend(asked, 20).map((each) => each.item).toSorted().join(' ');

  it('forgets what an older session had summed up once a newer one takes its place', () => {
    expect(of({ recent: 1 }, ['a', 'b'], ['a b old', 1], ['a new', 2])).toBe('a new');
  });
  it('stops at the first session of an item that is no newer than the oldest it has', () => {
    expect(of({ recent: 1 }, ['a', 'b'], ['b new', 2], ['a old', 1])).toBe('b new');
    expect(of({ recent: 1 }, ['a', 'b'], ['b first', 1], ['a second', 1])).toBe('b first');
  });
  it('looks back so many items of the query and leaves the last one out where asked', () => {
    expect(of({ queryItems: 2 }, ['a', 'b', 'c'], ['a x', 1], ['b y', 1], ['c z', 1])).toBe('b c y z');
    expect(of({ isWithoutLast: true }, ['a', 'b', 'c'], ['a x', 1], ['b y', 1], ['c z', 1])).toBe('a b x y z');
  });
  it('passes over sessions far longer than the rest, and knows nothing of what is unknown', () => {
    const long = ['a', ...Array.from({ length: 60 }, (_, index) => `long${index}`)].join(' ');
    expect(of({}, ['a'], ['a x', 1], ['a y', 2], [long, 3])).toBe('a x y');
    expect(of({}, ['q'], ['a x', 1])).toBe('');
    expect(vmisIndex(sessionTable([])).recommend(['a'], 20)).toEqual([]);
    expect(of({}, [], ['a x', 1])).toBe('');
  });
});
