import { describe, expect, it } from 'vitest';
import { blend, type BlendItem } from '@/lib/behaviour/core/blend';
import { decideEvent, hourlyCap } from '@/lib/behaviour/core/decide-event';
import { inventVisits } from '@/lib/behaviour/core/invent-visits';
import { tfidf } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';

const at = new Date('2026-11-23T10:00:00Z');
const before = (seconds: number) => new Date(at.getTime() - seconds * 1000);

describe('decideEvent', () => {
  const event = { kind: 'VIEW', listingId: 'a', at };
  it.each<[string, Parameters<typeof decideEvent>[1], string | null]>([
    ['the first ever begins a visit', [], 'new'],
    ['a look soon after goes on with it', [{ visit: 'old', kind: 'VIEW', listingId: 'b', at: before(1_799) }], 'old'],
    ['half an hour later is another visit', [{ visit: 'old', kind: 'VIEW', listingId: 'b', at: before(1_800) }], 'new'],
    ['the same within ten seconds is one', [{ visit: 'old', kind: 'VIEW', listingId: 'a', at: before(9) }], null],
    ['the same after ten seconds is two', [{ visit: 'old', kind: 'VIEW', listingId: 'a', at: before(10) }], 'old'],
    ['another kind within ten seconds counts', [{ visit: 'old', kind: 'SAVE', listingId: 'a', at: before(1) }], 'old'],
    ['above the hourly cap nothing counts', Array.from({ length: hourlyCap }, (_, index) => ({ visit: 'old', kind: 'VIEW', listingId: `x${index}`, at: before(60) })), null],
  ])('%s', (_, recent, visit) => {
    expect(decideEvent(event, recent, 'new')).toEqual(visit === null ? null : { visit });
  });
});

const texts = { a: 'harbour depth tide', b: 'harbour wave', c: 'flight delay', d: 'flight airport', e: 'rain' };
const vectors = tfidf(Object.values(texts));
const items = new Map(Object.keys(texts).map((id, index): [string, BlendItem] => [id, { id, slug: `slug-${id}`, title: `Title ${id}`, salesCount: { c: 9, d: 4 }[id] ?? 0, publishedAt: index, vector: vectors[index] ?? new Map() }]));

describe('blend', () => {
  const base = { items, personal: [], anchorId: null, hidden: new Set<string>(), size: 4 };
  it('without anything personal is what sells, then what is new, the same for everyone', () => {
    const list = blend(base);
    expect(list.map(({ id }) => id)).toEqual(['c', 'd', 'e', 'b']);
    expect(list.map(({ reason }) => reason.code)).toEqual(['popular', 'popular', 'new', 'new']);
    expect(blend(base)).toEqual(list);
  });

  it('beside a listing shows what resembles it, with the words they share', () => {
    const [first] = blend({ ...base, anchorId: 'a', hidden: new Set(['a']) });
    expect(first).toMatchObject({ id: 'b', reason: { code: 'similar-content', anchorTitle: 'Title a', sharedWords: ['harbour'] } });
  });

  it('names what was really viewed, and counts people only from five on', () => {
    const personal = [{ item: 'b', score: 3, support: 5, anchor: 'a' }, { item: 'e', score: 2, support: 4, anchor: 'a' }];
    const list = blend({ ...base, personal, hidden: new Set(['a']) });
    expect(list[0]).toMatchObject({ id: 'b', why: { score: 3, factors: [] }, reason: { code: 'because-you-viewed', anchorTitle: 'Title a', anchorSlug: 'slug-a', supporterCount: 5 } });
    expect(list[1]).toMatchObject({ id: 'e', reason: { supporterCount: null } });
  });

  it('never shows what is hidden or unknown, never twice, and is full whenever it can be', () => {
    const personal = ['a', 'a', 'ghost', 'c'].map((item) => ({ item, score: 1, support: 9, anchor: 'e' }));
    for (let size = 1; size <= 5; size += 1) {
      const list = blend({ ...base, personal, size, hidden: new Set(['c']) }).map(({ id }) => id);
      expect(list).toHaveLength(Math.min(size, 4));
      expect(new Set(list).size).toBe(list.length);
      expect(list).not.toContain('c');
      expect(list).not.toContain('ghost');
    }
  });
});

describe('invented visits', () => {
  const listings = [{ id: 'a', category: 'x', salesCount: 9 }, { id: 'b', category: 'x', salesCount: 0 }, { id: 'c', category: 'y', salesCount: 1 }];
  it('are the same for the same seed and others for another', () => {
    expect(inventVisits(listings, 20, seededRandom(1))).toEqual(inventVisits(listings, 20, seededRandom(1)));
    expect(inventVisits(listings, 20, seededRandom(2))).not.toEqual(inventVisits(listings, 20, seededRandom(1)));
    expect(inventVisits([], 20, seededRandom(1))).toEqual([]);
  });

  it('have habits: after a save a purchase is far likelier than after a look, a purchase ends most visits, first visits are short', () => {
    const events = inventVisits(listings, 400, seededRandom(4));
    const byVisit = new Map<string, typeof events>();
    for (const event of events) byVisit.set(`${event.person} ${event.visit}`, [...(byVisit.get(`${event.person} ${event.visit}`) ?? []), event]);
    const visits = [...byVisit.values()];
    const followedBy = (kind: string) => visits.flatMap((visit) => visit.flatMap((event, index) => (event.kind === kind ? [visit[index + 1]?.kind ?? 'LEAVE'] : [])));
    const share = (kind: string, next: string) => { const all = followedBy(kind); return all.filter((one) => one === next).length / all.length; };
    expect(share('SAVE', 'BUY')).toBeGreaterThan(4 * share('VIEW', 'BUY'));
    expect(share('PREVIEW', 'SAVE')).toBeGreaterThan(2 * share('VIEW', 'SAVE'));
    expect(share('BUY', 'LEAVE')).toBeGreaterThan(0.8);
    const meanLength = (isFirst: boolean) => { const those = visits.filter((visit) => (visit[0]?.visit === 0) === isFirst); return those.reduce((sum, visit) => sum + visit.length, 0) / those.length; };
    expect(meanLength(true)).toBeLessThan(meanLength(false));
  });

  it('lie in the past, of known listings, and buy only after a look', () => {
    const events = inventVisits(listings, 50, seededRandom(3));
    expect(events.every((event) => event.secondsBefore > 0 && listings.some(({ id }) => id === event.listingId))).toBe(true);
    for (const purchase of events.filter(({ kind }) => kind === 'BUY')) {
      expect(events.some((event) => event.kind === 'VIEW' && event.person === purchase.person && event.listingId === purchase.listingId && event.secondsBefore >= purchase.secondsBefore)).toBe(true);
    }
  });
});
