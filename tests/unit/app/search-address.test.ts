import { describe, expect, it } from 'vitest';
import { readSearch, searchHref } from '@/app/[locale]/(market)/search/search-address';

describe('the address of a search', () => {
  it.each([
    ['nothing given: the most bought, page one', {}, { q: '', sort: 'popular', page: 1 }],
    ['words given: the best match', { q: ' rain ' }, { q: 'rain', sort: 'relevance', page: 1 }],
    ['relevance without words means nothing', { sort: 'relevance' }, { q: '', sort: 'popular', page: 1 }],
    ['a known filter is kept', { category: 'energy', page: '3' }, { q: '', category: 'energy', sort: 'popular', page: 3 }],
    ['an unknown filter value is left out, the rest stays', { category: 'magic', format: 'CSV' }, { q: '', format: 'CSV', sort: 'popular', page: 1 }],
    ['a step nobody offers is left out', { grade: 'E', fresh: '7', rows: '1e6', price: 'free' }, { q: '', price: 'free', sort: 'popular', page: 1 }],
    ['an unknown parameter is left out', { utm_source: 'x', q: 'rain' }, { q: 'rain', sort: 'relevance', page: 1 }],
    ['a parameter with a name that every object has is left out', { constructor: 'x', toString: 'x', hasOwnProperty: 'x', q: 'rain' }, { q: 'rain', sort: 'relevance', page: 1 }],
    ['a page that is no number is page one', { page: 'two' }, { q: '', sort: 'popular', page: 1 }],
    ['a page beyond all measure is page one', { page: '1e9' }, { q: '', sort: 'popular', page: 1 }],
    ['of a parameter given twice the first counts', { category: ['energy', 'mobility'] }, { q: '', category: 'energy', sort: 'popular', page: 1 }],
    ['words that are too long are cut', { q: 'a'.repeat(300) }, { q: 'a'.repeat(200), sort: 'relevance', page: 1 }],
  ] as const)('%s', (_, raw, expected) => {
    expect(readSearch(raw as Parameters<typeof readSearch>[0])).toEqual(expected);
  });

  it('leaves out what goes without saying', () => {
    expect(searchHref('en', readSearch({}))).toBe('/en/search');
    expect(searchHref('zh', readSearch({ q: 'rain & wind' }))).toBe('/zh/search?q=rain+%26+wind');
  });

  it('goes back to page one when a filter changes, and keeps the rest', () => {
    const input = readSearch({ q: 'rain', category: 'energy', sort: 'rows', page: '4' });
    expect(searchHref('en', input, { category: undefined })).toBe('/en/search?q=rain&sort=rows');
    expect(searchHref('en', input, { page: 5 })).toBe('/en/search?q=rain&category=energy&sort=rows&page=5');
  });

  it('reads back what it wrote', () => {
    const input = readSearch({ q: 'rain', licence: 'CC-BY-4.0', price: 'free', grade: 'B', fresh: '90', rows: '100000', sort: 'price-down', page: '2' });
    const written = new URL(searchHref('en', input), 'http://exchange.test').searchParams;
    expect(readSearch(Object.fromEntries(written))).toEqual(input);
  });
});
