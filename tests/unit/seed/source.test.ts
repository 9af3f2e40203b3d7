import { readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { draftListingInput } from '@/lib/catalog/schema';
import { askedPrice, seedOf } from '@/scripts/seed/asked-price';
import { demoWishes, publicationDays } from '@/scripts/seed/demo-past';
import { licenceOf, plainText, readSources } from '@/scripts/seed/source';
import { demoTables } from '@/scripts/seed/tables';
import { seededRandom } from '@/lib/shared/seeded-random';

describe('the licence of a demo table', () => {
  it.each([
    [[{ title: 'Creative Commons Attribution 4.0 International', path: 'https://www.gapminder.org/free-material/' }], 'CC-BY-4.0'],
    [[{ name: 'CC0 1.0 Universal' }], 'CC0-1.0'],
    [[{ title: 'U.S. Government Dataset' }, { title: 'U.S. Public Domain' }], 'US-PD'],
    [[{ name: 'other-open', title: 'https://www.usa.gov/government-works' }], 'US-PD'],
    [[{ title: 'Open Data Commons Open Database License (ODbL)' }], 'ODbL-1.0'],
    [[{ title: 'EM-DAT terms of use' }, { title: 'Creative Commons BY license', path: 'https://creativecommons.org/licenses/by/4.0/' }], 'as-stated-by-source'],
    [[{ title: 'IPUMS Terms of Use' }], 'as-stated-by-source'],
    [[{ title: 'Public Domain', path: 'https://commons.wikimedia.org/wiki/Public_domain' }], 'as-stated-by-source'],
    [[], 'as-stated-by-source'],
  ])('%j is %s', (licenses, code) => {
    expect(licenceOf(licenses)).toBe(code);
  });
});

describe('demo tables', () => {
  it('are at least thirty real files with words a listing accepts, the largest table among them', async () => {
    const sources = await readSources();
    expect(demoTables.length).toBeGreaterThanOrEqual(30);
    expect(new Set(demoTables.map((table) => table.resource)).size).toBe(demoTables.length);
    for (const { resource, title, subtitle, category } of demoTables) {
      const source = sources.get(resource);
      if (!source) throw new Error(`${resource} is not in vega-datasets`);
      expect((await stat(source.filePath)).size).toBe(source.byteSize);
      const { description, licenceCode, sourceName, sourceUrl } = source;
      const input = { revisionId: '00000000-0000-4000-8000-000000000000', title, subtitle, category, description, licenceCode, sourceName, sourceUrl };
      expect(draftListingInput.safeParse(input).success, resource).toBe(true);
      expect(sourceName).not.toBe('');
    }
    expect(sources.get('flights_3m')?.fileName).toBe('flights-3m.parquet');
  });

  it('say only what the package says', async () => {
    const { resources } = JSON.parse(await readFile('node_modules/vega-datasets/datapackage.json', 'utf8')) as { resources: { name: string; licenses?: { title?: string }[] }[] };
    const sources = await readSources();
    for (const { name, licenses = [] } of resources) {
      for (const { title } of licenses) if (title) expect(sources.get(name)?.description).toContain(title);
    }
    expect(sources.get('movies')).toMatchObject({ licenceCode: 'as-stated-by-source', sourceName: 'vega-datasets (original source not stated)' });
  });

  it('are described without markup', () => {
    expect(plainText('See [the *paper*](https://a.example/x_(y)) of\n> the `author`.\n\n\n\n1. one\n2. two &amp; three')).toBe('See the paper <https://a.example/x_(y)> of the author.\n\n1. one\n2. two & three');
  });
});

describe('the price a demo seller asks', () => {
  it.each([[1_000, 800, 1_400], [100, 80, 140], [60_000, 48_000, 81_000], [1, 50, 50]])('for a suggestion of %i lies between %i and %i and is always the same', (suggested, low, high) => {
    for (const { resource } of demoTables) {
      const price = askedPrice(suggested, resource);
      expect(price).toBeGreaterThanOrEqual(low);
      expect(price).toBeLessThanOrEqual(high);
      expect(askedPrice(suggested, resource)).toBe(price);
    }
  });

  it('hashes as published (FNV-1a test vector)', () => {
    expect(seedOf('foobar')).toBe(0xbf9cf968);
  });
});

describe('the past of the demo market', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const listings = publicationDays(20, { now, random: seededRandom(1) }).map((publishedAt, index) => ({ id: `l${index}`, category: `c${index % 4}`, publishedAt }));
  const ask = { buyerIds: Array.from({ length: 15 }, (_, index) => `b${index}`), count: 100, now, seed: 7 };
  const wishes = demoWishes(listings, ask);

  it('buys nothing before it was published, nothing in the future, no pair twice', () => {
    expect(wishes).toHaveLength(100);
    expect(new Set(wishes.map((wish) => `${wish.buyerId} ${wish.listingId}`)).size).toBe(100);
    for (const { listingId, placedAt } of wishes) {
      expect(placedAt.getTime()).toBeLessThan(now.getTime());
      expect(placedAt.getTime()).toBeGreaterThan(listings.find((listing) => listing.id === listingId)?.publishedAt.getTime() ?? Infinity);
      expect(placedAt.getTime()).toBeGreaterThan(now.getTime() - 91 * 86_400_000);
    }
  });

  it('is the same for the same seed and ends when there is nothing left to wish', () => {
    expect(demoWishes(listings, ask)).toEqual(wishes);
    expect(demoWishes(listings, { ...ask, buyerIds: ['b'], count: 1_000 }).length).toBeLessThanOrEqual(20);
    expect(demoWishes([], ask)).toEqual([]);
  });
});
