import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blendedIndex, decodeIndex, encodeIndex, featureSource, itemRules, liveTable, ownedTable, sessionIndex, sessionTable, standardBlend, vstan, type OwnedSession } from '@/lib/learning';

const room = { sessions: 50, events: 200, items: 50 };
const parameters = { ...vstan, idfWeight: 0 };
const items = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 6 });
const visits = fc.array(fc.record({ items, owner: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 20 }).map((all) => all.map((visit, index): OwnedSession => ({ ...visit, id: String(index), at: 1_000 + index * 60 })));

function liveOver(base: readonly OwnedSession[]) {
  const table = sessionTable(base);
  const stored = decodeIndex(Buffer.from(encodeIndex({ table, rules: itemRules(table), origin: { builtAt: 0, newestEventId: '0', since: '' }, owners: Uint32Array.from(base, (visit) => visit.owner), extra: 'é\nä' }, 'full')));
  if (!stored.ok) throw new Error(stored.fault);
  expect(stored.contents.extra).toBe('é\nä');
  const live = liveTable(ownedTable(stored.contents.table, stored.contents.owners, room));
  return { live, rank: rankOver(live.table, stored.contents.rules) };
}

/** Without what is damped by how often other items are met, or is recent: those figures are of the build where the item itself has not changed. */
function rankOver(table: ReturnType<typeof sessionTable>, rules = itemRules(table)) {
  const ranking = blendedIndex(featureSource(table, rules, sessionIndex(table, parameters)), { ...standardBlend, 'recent-popularity': 0, together: 0, popularity: 0.1 });
  return (query: readonly string[]) => JSON.stringify(ranking.recommend({ query, now: 10_000 }).map(({ item, score, support, anchor }) => [item, Number(score.toFixed(9)), support, anchor]));
}

describe('a table that changes while it serves', () => {
  it('answers as one made anew from everything, whatever came since', () => {
    fc.assert(fc.property(visits, fc.nat(20), items, (all, cut, query) => {
      const at = Math.min(cut, all.length);
      const { live, rank } = liveOver(all.slice(0, at));
      // Whoever came since is told of with her whole past.
      const owners = new Set(all.slice(at).map((visit) => visit.owner));
      expect(live.replace(all.filter((visit) => owners.has(visit.owner)), owners)).toBe(0);
      expect(rank(query)).toBe(rankOver(sessionTable(all))(query));
    }), { numRuns: 150 });
  });

  it('answers as if who left had never been there, at once and whatever comes after', () => {
    fc.assert(fc.property(visits, fc.nat(20), fc.integer({ min: 1, max: 5 }), items, (all, cut, gone, query) => {
      const at = Math.min(cut, all.length);
      const { live, rank } = liveOver(all.slice(0, at));
      const owners = new Set(all.slice(at).map((visit) => visit.owner));
      const fresh = all.filter((visit) => owners.has(visit.owner));
      live.replace(fresh, owners);
      live.forget([gone]);
      const expected = rankOver(sessionTable(all.filter((visit) => visit.owner !== gone)))(query);
      // Items that only she looked at are known by name still, and nothing leads to them.
      expect(rank(query)).toBe(expected);
      live.replace(fresh.filter((visit) => visit.owner !== gone), new Set([...owners, gone]));
      expect(rank(query)).toBe(expected);
    }), { numRuns: 150 });
  });

  it('is as it was when what came is taken away again, and counts what has no room', () => {
    const base: OwnedSession[] = [{ id: '1', items: ['a', 'b'], at: 1, owner: 1 }, { id: '2', items: ['a', 'c'], at: 2, owner: 2 }];
    const { live, rank } = liveOver(base);
    const before = rank(['a']);
    const many = Array.from({ length: 60 }, (_, index): OwnedSession => ({ id: `n${index}`, items: ['a', `x${index}`], at: 10 + index, owner: 100 + index }));
    expect(live.replace(many, new Set(many.map((visit) => visit.owner)))).toBe(10);
    expect(rank(['a'])).not.toBe(before);
    expect(live.replace([], new Set())).toBe(0);
    expect(rank(['a'])).toBe(before);
    // Without anything of hers the first owner's visit counts no longer.
    live.replace([], new Set([1]));
    expect(rank(['a'])).not.toContain('"b"');
  });
});
