import { beforeEach, describe, expect, it } from 'vitest';
import { dropContents, getContents, type Content } from '@/lib/behaviour/contents';
import type { Prisma } from '@/lib/db';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';

const test = await testContext();
const { db } = test;
let ids: string[];
beforeEach(async () => {
  ({ listingIds: ids } = await freshMarket(test, ['Harbour depth by day', 'Harbour waves by day', 'Rain'].map((title) => ({ title }))));
});

let at = 1_800_000_000_000;
/** Half a minute later: the first question begins the reading, this one is answered from it. */
async function later() {
  at += 30_001;
  const before = await getContents(db, new Date(at));
  for (let attempt = 0; attempt < 200; attempt += 1) {
    // Its reading is over once a question of the same moment is answered from it.
    const now = await getContents(db, new Date(at));
    if (now !== before || attempt === 199) return now;
    await new Promise((go) => { setTimeout(go, 5); });
  }
  return before;
}
const of = (contents: Awaited<ReturnType<typeof getContents>>, index: number) => contents.byId.get(ids[index] ?? '') ?? expect.fail('not in the market');

describe('what is known of listings', () => {
  it('stays as it is while nothing changes', async () => {
    const first = await getContents(db, new Date(at));
    expect(await later()).toBe(first);
  });

  it('is new where something else than a text changed, and what resembles what is not worked out again', async () => {
    const first = await getContents(db, new Date(at));
    await db.listing.update({ where: { id: ids[2] ?? '' }, data: { salesCount: 9, salesVoices: 9, priceMinor: 1_200n } });
    const second = await later();
    expect(of(second, 2)).toMatchObject({ salesCount: 9, priceMinor: 1_200 });
    // It is the most bought now, so everything has another place.
    expect([...second.byId.keys()][0]).toBe(ids[2]);
    expect([of(second, 0).vector, of(second, 2).vector, second.similarTo]).toEqual([of(first, 0).vector, of(first, 2).vector, first.similarTo]);
    expect([of(second, 0).vector === of(first, 0).vector, of(second, 2).vector === of(first, 2).vector]).toEqual([true, true]);
    expect(second.facts.priceOf(ids[2] ?? '')).toBe(1_200);
  });

  const changes: readonly (readonly [keyof Content, Prisma.ListingUpdateInput])[] = [
    ['slug', { slug: 'another-slug' }], ['title', { title: 'Another' }], ['licenceCode', { licenceCode: 'CC-BY-4.0' }], ['publishedAt', { publishedAt: new Date(1_700_000_000_000) }],
    ['regions', { regions: ['DE'] }], ['priceMinor', { priceMinor: 77n }], ['salesCount', { salesCount: 2, salesVoices: 2 }],
  ];
  it.each(changes)('is new where %s alone changed', async (field, data) => {
    const first = await getContents(db, new Date(at));
    await db.listing.update({ where: { id: ids[0] ?? '' }, data });
    expect(of(await later(), 0)[field]).not.toEqual(of(first, 0)[field]);
  });

  it('is what a process that begins would know, whatever changed before', async () => {
    await getContents(db, new Date(at));
    await db.listing.update({ where: { id: ids[2] ?? '' }, data: { searchText: 'Harbour rain by day', salesCount: 3, salesVoices: 3 } });
    const kept = await later();
    await db.listing.update({ where: { id: ids[0] ?? '' }, data: { status: 'WITHDRAWN' } });
    const second = await later();
    dropContents();
    const fresh = await getContents(db, new Date(at));
    expect([...second.byId]).toEqual([...fresh.byId]);
    expect(ids.map((id) => [...second.similarTo(id)])).toEqual(ids.map((id) => [...fresh.similarTo(id)]));
    expect(kept.similarTo(ids[2] ?? '').size).toBe(2);
    expect(second.byId.has(ids[0] ?? '')).toBe(false);
  });
});
