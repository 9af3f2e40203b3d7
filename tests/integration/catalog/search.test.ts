import { beforeEach, describe, expect, it } from 'vitest';
import en from '@/app/_i18n/messages/en/market.json';
import zh from '@/app/_i18n/messages/zh/market.json';
import { searchListings } from '@/lib/catalog';
import { searchInput } from '@/lib/catalog/schema';
import { demoTables } from '@/scripts/seed/tables';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, createAccount } = await testContext();
const search = (input: Record<string, unknown> = {}) => searchListings(db, searchInput.parse(input));
const titles = async (input: Record<string, unknown>) => (await search(input)).cards.map((card) => card.title);

async function stock(): Promise<void> {
  const { accountId: sellerId } = await createAccount({ roles: ['SELLER'], sellerName: 'Northwest Weather Desk' });
  const day = (number: number) => new Date(Date.UTC(2026, 0, number));
  await createListing(db, { sellerId, title: 'Seattle rain', subtitle: 'Daily weather', category: 'weather-environment', licenceCode: 'US-PD', priceMinor: 0, publishedAt: day(1), salesCount: 9, rowCount: 50 });
  await createListing(db, { sellerId, title: 'Weather of New York', category: 'weather-environment', licenceCode: 'US-PD', priceMinor: 500, publishedAt: day(2), rowCount: 10 });
  await createListing(db, { sellerId, title: 'Flight delays', description: 'Delays by weather, livestock and campus transport left out', category: 'mobility', format: 'PARQUET', priceMinor: 9_900, publishedAt: day(3), rowCount: 3_000_000 });
  await createListing(db, { sellerId, title: '上海空气质量监测数据', subtitle: '每小时', category: 'weather-environment', format: 'JSON', priceMinor: 700, publishedAt: day(4), columnNames: ['监测站', 'pm2_5'] });
  await createListing(db, { sellerId, title: 'Share of 100% recycled', description: 'a_b', category: 'energy', priceMinor: 700, publishedAt: day(5) });
  await createListing(db, { sellerId, title: 'Weather draft', status: 'DRAFT', category: 'energy' });
  await createListing(db, { sellerId, title: 'Weather withdrawn', status: 'WITHDRAWN', category: 'energy' });
}

describe('search', () => {
  beforeEach(stock);

  it('ranks a title above a subtitle above the rest, whatever sold more', async () => {
    expect(await titles({ q: 'weather', category: 'weather-environment' })).toEqual(['Weather of New York', 'Seattle rain', '上海空气质量监测数据']);
    expect((await titles({ q: 'Weather' })).slice(0, 2)).toEqual(['Weather of New York', 'Seattle rain']);
  });

  it('shows neither drafts nor withdrawn listings', async () => {
    expect(await titles({ q: 'draft' })).toEqual([]);
    expect(await titles({ q: 'withdrawn' })).toEqual([]);
  });

  it.each([
    ['空气质量', ['上海空气质量监测数据']],
    ['上海质量', ['上海空气质量监测数据']],
    ['监测站', ['上海空气质量监测数据']],
    ['每小时', ['上海空气质量监测数据']],
    ['航班', ['Flight delays']],
    ['航班延误数据', ['Flight delays']],
    ['交通出行', ['Flight delays']],
    ['天气', ['Weather of New York', 'Seattle rain', 'Share of 100% recycled', '上海空气质量监测数据', 'Flight delays']],
    ['纽约的天气', ['Weather of New York']],
    ['股票', []],
    ['美国', []],
    ['失业率', []],
    ['北京', []],
    ['PM2_5', ['上海空气质量监测数据']],
    ['ＦＬＩＧＨＴ', ['Flight delays']],
    ['light del', ['Flight delays']],
    ['flight seattle', []],
    ['100%', ['Share of 100% recycled']],
    ['%', ['Share of 100% recycled']],
    ['a_b', ['Share of 100% recycled']],
    ['\\', []],
    ["'; drop table \"Listing\"; --", []],
  ])('finds %s', async (q, expected) => {
    expect(await titles({ q })).toEqual(expected);
  });

  it('counts each facet over the full result, ignoring its own filter', async () => {
    const { facets, totalCount } = await search({ category: 'weather-environment', price: 'paid' });
    expect(totalCount).toBe(2);
    expect(facets.category).toEqual([{ value: 'weather-environment', count: 2 }, { value: 'energy', count: 1 }, { value: 'mobility', count: 1 }]);
    expect(facets.price).toEqual([{ value: 'paid', count: 2 }, { value: 'free', count: 1 }]);
    expect(facets.format).toEqual([{ value: 'CSV', count: 1 }, { value: 'JSON', count: 1 }]);
    expect(facets.licence).toEqual([{ value: 'US-PD', count: 1 }, { value: 'exchange-internal-1.0', count: 1 }]);
  });

  it.each([
    ['newest', ['Share of 100% recycled', '上海空气质量监测数据', 'Flight delays', 'Weather of New York', 'Seattle rain']],
    ['rows', ['Flight delays', 'Seattle rain', 'Weather of New York']],
    ['price-down', ['Flight delays']],
    ['price-up', ['Seattle rain', 'Weather of New York']],
    ['popular', ['Seattle rain']],
    ['relevance', ['Seattle rain', 'Share of 100% recycled']],
  ])('sorts by %s', async (sort, expected) => {
    expect((await titles({ sort })).slice(0, expected.length)).toEqual(expected);
  });

  it('filters by format and by licence', async () => {
    expect(await titles({ format: 'PARQUET' })).toEqual(['Flight delays']);
    expect(await titles({ licence: 'US-PD', price: 'free' })).toEqual(['Seattle rain']);
  });

  it('counts grades, times and sizes by steps that hold each other, and narrows by them', async () => {
    const { accountId: sellerId } = await createAccount({ roles: ['SELLER'] });
    const at = new Date('2026-10-01T12:00:00Z');
    const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000);
    const tables = [
      { title: 'Tide one', qualityGrade: 'A', rowCount: 2_000_000, publishedAt: daysAgo(30) },
      { title: 'Tide two', qualityGrade: 'C', rowCount: 100_000, publishedAt: daysAgo(31) },
      { title: 'Tide three', qualityGrade: 'E', rowCount: 999, publishedAt: daysAgo(400) },
      { title: 'Tide four', qualityGrade: null, rowCount: 1_000, publishedAt: daysAgo(500) },
    ] as const;
    const made = [];
    for (const { qualityGrade, ...wanted } of tables) {
      const listing = await createListing(db, { sellerId, ...wanted });
      await db.listing.update({ where: { id: listing.listingId }, data: { qualityGrade } });
      made.push(listing);
    }
    // What is sold of the third came on sale lately; what was announced for the fourth is not sold yet.
    const [,, third, fourth] = made;
    for (const [listing, soldFrom] of [[third, daysAgo(5)], [fourth, null]] as const) {
      await db.release.create({ data: { listingId: listing?.listingId ?? '', revisionId: listing?.revisionId ?? '', beforeId: listing?.revisionId ?? '', isBreaking: false, changes: {}, notes: '', announcedAt: daysAgo(6), effectiveAt: daysAgo(5), soldFrom } });
    }
    const tide = (input: Record<string, unknown> = {}) => searchListings(db, searchInput.parse({ q: 'tide', sort: 'rows', ...input }), at);
    const { facets } = await tide();
    // What holds no more than the step before it is left out.
    expect(facets.grade).toEqual([{ value: 'A', count: 1 }, { value: 'C', count: 2 }]);
    expect((await tide({ grade: 'B' })).facets.grade).toEqual([{ value: 'A', count: 1 }, { value: 'B', count: 1 }, { value: 'C', count: 2 }]);
    expect(facets.fresh).toEqual([{ value: '30', count: 2 }, { value: '90', count: 3 }]);
    expect(facets.rows).toEqual([{ value: '1000000', count: 1 }, { value: '100000', count: 2 }, { value: '1000', count: 3 }]);
    const shown = async (input: Record<string, unknown>) => { const { cards, totalCount } = await tide(input); expect(totalCount).toBe(cards.length); return cards.map((card) => card.title.slice(5)); };
    expect(await shown({ grade: 'B' })).toEqual(['one']);
    expect(await shown({ grade: 'D' })).toEqual(['one', 'two']);
    expect(await shown({ fresh: '30' })).toEqual(['one', 'three']);
    expect(await shown({ fresh: '90' })).toEqual(['one', 'two', 'three']);
    expect(await shown({ rows: '1000' })).toEqual(['one', 'two', 'four']);
    expect(await shown({ rows: '100000', grade: 'C', fresh: '90' })).toEqual(['one', 'two']);
    const narrowed = (await tide({ rows: '100000', fresh: '30' })).facets;
    expect([narrowed.grade, narrowed.fresh, narrowed.rows]).toEqual([
      [{ value: 'A', count: 1 }], [{ value: '30', count: 1 }, { value: '90', count: 2 }], [{ value: '1000000', count: 1 }, { value: '100000', count: 1 }],
    ]);
  });

  it('gives a card exactly what it shows', async () => {
    const { cards } = await search({ q: 'seattle' });
    expect(cards[0]).toEqual({
      id: expect.any(String), slug: expect.any(String), title: 'Seattle rain', subtitle: 'Daily weather', category: 'weather-environment', licenceCode: 'US-PD',
      sellerName: 'Northwest Weather Desk', sellerSlug: expect.stringMatching(/^seller-/), priceMinor: 0, currency: 'EUR', rowCount: 50, columnCount: 1,
      byteSize: 4, format: 'CSV', qualityGrade: null, salesCount: 9, salesVoices: 9, publishedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  it('is empty beyond the last page and says how many pages there are', async () => {
    expect(await search({ page: 500 })).toMatchObject({ cards: [], totalCount: 5, pageCount: 1 });
  });
});

describe('pages of a search', () => {
  it('show every listing once, even when all of them rank alike', async () => {
    const { accountId: sellerId } = await createAccount({ roles: ['SELLER'] });
    const publishedAt = new Date('2026-01-01');
    for (let index = 0; index < 50; index += 1) await createListing(db, { sellerId, title: `Equal ${index}`, publishedAt });
    const pages = await Promise.all([1, 2, 3].map((page) => search({ q: 'equal', page })));
    const seen = pages.flatMap((page) => page.cards.map((card) => card.id));
    expect(pages.map((page) => page.cards.length)).toEqual([24, 24, 2]);
    expect(new Set(seen).size).toBe(50);
    expect(pages[0]).toMatchObject({ totalCount: 50, pageCount: 3 });
  });
});

describe('the words that the home page offers to search for', () => {
  it.each([['en', en], ['zh', zh]])('all find something in the demo market (%s)', async (_locale, { home }) => {
    const { accountId: sellerId } = await createAccount({ roles: ['SELLER'], sellerName: 'Demo seller' });
    for (const { title, subtitle, category } of demoTables) await createListing(db, { sellerId, title, subtitle, category });
    const words = home.searchPlaceholder.split(/[、，,…]/).map((word) => word.trim()).filter(Boolean);
    expect(words.length).toBeGreaterThanOrEqual(3);
    for (const q of words) expect((await search({ q })).totalCount, q).toBeGreaterThan(0);
    for (const q of ['电影', '机场', '股票', '人口']) expect((await search({ q })).totalCount, q).toBeGreaterThan(0);
  });
});
