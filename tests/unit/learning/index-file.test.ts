import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blendedIndex, decodeIndex, encodeIndex, featureSource, itemRules, sessionIndex, sessionTable, standardBlend, vstan, type IndexContents, type Session } from '@/lib/learning';

const item = fc.integer({ min: 0, max: 40 }).map((number) => `i${number}`);
const past = fc.array(fc.array(item, { minLength: 1, maxLength: 9 }), { minLength: 0, maxLength: 30 }).map((lists) => lists.map((items, index): Session => ({ id: `s${index}`, items, at: 1_500_000_000 + index * 5_000 })));
const origin = { builtAt: 7, newestEventId: '42', since: '2026-01-01T00:00:00.000Z' };
const contentsOf = (sessions: readonly Session[]): IndexContents => { const table = sessionTable(sessions); return { table, rules: itemRules(table), origin }; };
const listOf = ({ table, rules }: IndexContents, query: readonly string[]) => blendedIndex(featureSource(table, rules, sessionIndex(table, vstan)), standardBlend).recommend({ query, now: 1_500_300_000 });

function decoded(file: Uint8Array): IndexContents {
  const answer = decodeIndex(file);
  if (!answer.ok) throw new Error(answer.fault);
  return answer.contents;
}

describe('the file of an index', () => {
  it('in full gives back the very same arrays, and so the same list byte for byte', () => {
    fc.assert(fc.property(past, fc.array(item, { maxLength: 5 }), (sessions, query) => {
      const contents = contentsOf(sessions);
      const back = decoded(encodeIndex(contents, 'full'));
      expect(back).toEqual({ ...contents, owners: new Uint32Array(0), extra: '' });
      expect(JSON.stringify(listOf(back, query))).toBe(JSON.stringify(listOf(contents, query)));
    }), { numRuns: 60 });
  });

  it('is smaller when quantised, the smaller the coarser, and the same index gives the same bytes', () => {
    const contents = contentsOf(Array.from({ length: 400 }, (_, index): Session => ({ id: `s${index}`, items: [`i${index % 9}`, `i${index % 31}`, `i${index % 7}`], at: 1_500_000_000 + index })));
    const [full, compact, smallest] = (['full', 'compact', 'smallest'] as const).map((precision) => encodeIndex(contents, precision));
    expect(compact?.length).toBeLessThan(full?.length ?? 0);
    expect(smallest?.length).toBeLessThan(compact?.length ?? 0);
    expect(encodeIndex(contents, 'compact')).toEqual(compact);
    expect(listOf(decoded(compact ?? new Uint8Array()), ['i1']).map((found) => found.item).slice(0, 5)).toEqual(listOf(contents, ['i1']).map((found) => found.item).slice(0, 5));
  });

  it('cut anywhere, changed anywhere, or of another version is refused and never read', () => {
    const file = encodeIndex(contentsOf([{ id: 'a', items: ['x', 'y'], at: 5 }, { id: 'b', items: ['y'], at: 6 }]));
    fc.assert(fc.property(fc.nat(file.length - 1), (length) => { expect(decodeIndex(file.subarray(0, length)).ok).toBe(false); }), { numRuns: 200 });
    fc.assert(fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = file.slice();
      changed[at] = (changed[at] ?? 0) ^ flip;
      // Two bytes of the beginning mean nothing but are hashed all the same.
      expect(decodeIndex(changed).ok).toBe(false);
    }), { numRuns: 200 });
    const other = file.slice();
    other[4] = 99;
    expect(decodeIndex(other)).toEqual({ ok: false, fault: 'other-version' });
    expect(decodeIndex(file.subarray(0, file.length >> 1))).toMatchObject({ ok: false });
    expect(decodeIndex(new Uint8Array(0))).toEqual({ ok: false, fault: 'cut-off' });
  });
});
