import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blend, maxSellerShare, newPlaces, newSellerSales, type BlendItem } from '@/lib/behaviour/core/blend';
import { decideEvent, hourlyCap } from '@/lib/behaviour/core/decide-event';
import { digestLetter } from '@/lib/behaviour/core/digest-letter';
import { inventVisits } from '@/lib/behaviour/core/invent-visits';
import type { Reason } from '@/lib/behaviour/schema';
import { nameableWords, tfidf } from '@/lib/learning';
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
const items = new Map(Object.keys(texts).map((id, index): [string, BlendItem] => [id, { id, slug: `slug-${id}`, title: `Title ${id}`, sellerId: 's', salesCount: { c: 9, d: 4 }[id] ?? 0, publishedAt: index, vector: vectors[index] ?? new Map(), named: nameableWords(texts[id as keyof typeof texts]) }]));

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

describe('what a list promises', () => {
  const market = fc.array(fc.record({ sellerId: fc.constantFrom('s', 't', 'u', 'v'), salesCount: fc.nat(6), publishedAt: fc.nat(50), text: fc.constantFrom(...Object.values(texts)) }), { minLength: 1, maxLength: 30 })
    .map((rows) => { const words = tfidf(rows.map((row) => row.text)); return new Map(rows.map((row, index): [string, BlendItem] => [`i${index}`, { ...row, id: `i${index}`, slug: `i${index}`, title: `i${index}`, vector: words[index] ?? new Map(), named: nameableWords(row.text) }])); });
  const asked = fc.record({ size: fc.integer({ min: 2, max: 12 }), wanted: fc.array(fc.nat(29), { maxLength: 20 }), away: fc.array(fc.nat(29), { maxLength: 8 }) });
  const listOf = (all: ReadonlyMap<string, BlendItem>, { size, wanted, away }: { size: number; wanted: readonly number[]; away: readonly number[] }) => {
    const hidden = new Set(away.map((index) => `i${index}`));
    const personal = [...new Set(wanted)].map((index, place) => ({ item: `i${index}`, score: 20 - place, support: 1, anchor: 'i0' }));
    return { list: blend({ items: all, personal, anchorId: 'i0', hidden, size }), open: [...all.values()].filter((item) => !hidden.has(item.id)) };
  };

  it('a new seller with something to show has a place in every list of two and more', () => {
    fc.assert(fc.property(market, asked, (all, wish) => {
      const { list, open } = listOf(all, wish);
      const sold = (seller: string): number => [...all.values()].filter((item) => item.sellerId === seller).reduce((sum, item) => sum + item.salesCount, 0);
      const isNew = (item: BlendItem | undefined): boolean => item !== undefined && sold(item.sellerId) < newSellerSales;
      if (open.some(isNew)) expect(list.some(({ id }) => isNew(all.get(id)))).toBe(true);
      expect(list).toHaveLength(Math.min(wish.size, open.length));
    }), { numRuns: 500 });
  });

  it('no seller has more than half of a list, the newest place aside, while others have something to fill it with', () => {
    fc.assert(fc.property(market, asked, (all, wish) => {
      const { list, open } = listOf(all, wish);
      const selling = open.filter((item) => item.salesCount > 0 || wish.wanted.includes(Number(item.id.slice(1))));
      for (const seller of new Set(open.map((item) => item.sellerId))) {
        const [own, others] = [list.filter(({ id }) => all.get(id)?.sellerId === seller).length, selling.filter((item) => item.sellerId !== seller).length];
        if (others >= wish.size) expect(own).toBeLessThanOrEqual(Math.max(1, Math.floor(wish.size * maxSellerShare)) + newPlaces);
      }
    }), { numRuns: 500 });
  });

  it('the best stays first, and what is like it makes way for what is not', () => {
    const words = tfidf(['harbour tide', 'harbour tide', 'flight delay']);
    const three = new Map(['x', 'y', 'z'].map((id, index): [string, BlendItem] => [id, { id, slug: id, title: id, sellerId: id, salesCount: 0, publishedAt: index, vector: words[index] ?? new Map(), named: new Map() }]));
    const personal = [['x', 10], ['y', 9.9], ['z', 9.8], ['x2', 0]].map(([item, score]) => ({ item: String(item), score: Number(score), support: 1, anchor: 'x' }));
    const more = new Map([...three, ['x2', { id: 'x2', slug: 'x2', title: 'x2', sellerId: 'w', salesCount: 0, publishedAt: -1, vector: new Map(), named: new Map() }] as const]);
    expect(blend({ items: more, personal, anchorId: null, hidden: new Set(), size: 4 }).map(({ id }) => id).slice(0, 2)).toEqual(['x', 'z']);
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

it('the weekly mail says of each dataset why it is there, in the reader’s language', () => {
  const reasons: readonly (readonly [Reason, en: string, zh: string])[] = [
    [{ code: 'because-you-viewed', anchorTitle: 'Tides', anchorSlug: 'tides', supporterCount: null }, '• A, because you looked at “Tides”\n', '• A, 因为您看过“Tides”\n'],
    [{ code: 'because-you-viewed', anchorTitle: 'Tides', anchorSlug: 'tides', supporterCount: 7 }, '• A, because you looked at “Tides”, and 7 other people did both\n', '• A, 因为您看过“Tides”，另有 7 人两者都看过\n'],
    [{ code: 'because-of-several' }, '• A, because of several datasets you viewed\n', '• A, 因为您看过的几个数据集\n'],
    [{ code: 'similar-content', anchorTitle: 'Tides', sharedWords: ['sea'] }, '• A, similar to “Tides”\n', '• A, 与“Tides”类似\n'],
    [{ code: 'popular', salesCount: 3 }, '• A, bought 3 times\n', '• A, 已被购买 3 次\n'],
    [{ code: 'new' }, '• A, new on the market\n', '• A, 市场新品\n'],
  ];
  const letter = (reason: Reason, locale: 'en' | 'zh') => digestLetter([{ title: 'A', slug: 'a', reason }], { locale, origin: 'https://x.example', token: 't' }).text;
  for (const [reason, en, zh] of reasons) for (const [locale, line] of [['en', en], ['zh', zh]] as const) expect(letter(reason, locale)).toContain(`${line}  https://x.example/${locale}/datasets/a\n`);
});
