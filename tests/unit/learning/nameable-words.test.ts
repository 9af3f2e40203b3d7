import { describe, expect, it } from 'vitest';
import { searchTextOf } from '@/lib/catalog/core/search-text';
import { writingOf } from '@/lib/catalog/schema';
import { isTelling, nameableWords, sharedWeights, telling, tfidf } from '@/lib/learning';
import { sharedWordsWith } from '@/lib/pricing/core/comparables';
import { indexMarket } from '@/lib/pricing/core/market-index';

const listing = (title: string, description: string, sellerName: string, columnNames: readonly string[] = ['id', 'price', 'note']): string => searchTextOf({ title, subtitle: '', description, category: 'weather-environment', sourceName: 'gov', sellerName, columnNames });

describe('words that may be named', () => {
  it.each<[string, readonly string[]]>([
    ['Daily rainfall of the stations, 2015', ['rainfall', 'stations']], ['Note: new data, id and url', []], ['departureDelay', ['departure', 'delay']], ['城市空气质量数据', ['城市', '空气', '质量']], ['', []],
  ])('of %j are %j', (text, words) => {
    expect([...nameableWords(text).values()]).toEqual(words);
  });

  it('come from title, subtitle and description alone, without addresses and the seller', () => {
    const words = [...nameableWords(writingOf(listing('Harbour tides', 'Read at https://www.data.gov/tides by the Wind Desk, see tides.example.org/gauge for gauges', 'Wind Desk'))).values()];
    expect(words).toEqual(['harbour', 'tides', 'read', 'see', 'gauges']);
  });

  it('hold for a market of some size where few listings have them', () => {
    expect([isTelling(5, 5), isTelling(2, 20), isTelling(4, 20)]).toEqual([true, true, false]);
  });
});

describe('the words named of two listings', () => {
  const texts = [
    listing('Tides in the harbour of Hamburg', 'Gauge readings, see www.gov.example', 'Wind desk'), listing('Harbour tides of Bremen', 'Gauge levels, web www.gov.example', 'Wind desk'), listing('US budget in New York', 'Spending', 'Wind desk'),
    ...Array.from({ length: 17 }, (_, index) => listing(`Topic${index} in gauge numbers`, 'Spoken', `Seller ${index}`)),
  ];

  it('are written by both, of many listings no word, and nothing is named where nothing telling is shared', () => {
    const vectors = tfidf(texts);
    const named = texts.map((text) => nameableWords(writingOf(text)));
    const of = (one: number, other: number) => telling(sharedWeights(vectors[one] ?? new Map(), vectors[other] ?? new Map()), named[one] ?? new Map(), named[other] ?? new Map());
    // Not the seller, the columns, the addresses; strongest first, as the second writes them.
    expect(of(0, 1).map(({ written }) => written).toSorted()).toEqual(['harbour', 'tides']);
    expect(of(0, 2)).toEqual([]);
    for (const { word, written } of of(0, 1)) for (const text of [texts[0], texts[1]]) { expect(nameableWords(writingOf(text ?? '')).has(word)).toBe(true); expect(text).toContain(written.slice(0, 4)); }
  });

  it('of a comparable are those, without what many listings hold', () => {
    const market = indexMarket(texts.map((text, index) => ({ listingId: `l${String(index).padStart(2, '0')}`, slug: 's', title: 't', text, sellerId: `s${index}`, category: 'mobility', licenceCode: 'MIT', licenceFactor: 1, effectiveRows: 10, priceMinor: 500, currency: 'EUR', isSold: false })));
    const named = sharedWordsWith({ text: 'Harbour tides of Kiel id price note', writing: 'Harbour tides of Kiel\nGauge readings' }, market);
    expect(named({ at: 0 }).toSorted()).toEqual(['harbour', 'tides']);
    expect(named({ at: 2 })).toEqual([]);
    expect(named({ at: 5 })).toEqual([]);
    // Columns make texts alike, and are no reason that is named.
    expect(sharedWordsWith({ text: 'Else id price note', writing: 'Else' }, market)({ at: 0 })).toEqual([]);
  });
});
