import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likePattern, normaliseText, searchTextOf, searchWords } from '@/lib/catalog/core/search-text';
import { searchPage } from '@/lib/catalog/core/search-page';

describe('search words', () => {
  it.each([
    ['  Daily   WEATHER ', ['daily', 'weather']],
    ['weather weather', ['weather']],
    ['ＰＭ２．５', ['pm2.5']],
    ['空气质量数据', ['空气', '质量', '数据']],
    ['上海 traffic', ['上海', 'traffic']],
    ['   ', []],
    ['100%_done', ['100%_done']],
  ])('reads %s', (query, words) => {
    expect(searchWords(query)).toEqual(words);
  });

  it('asks for eight words at most', () => {
    expect(searchWords('a b c d e f g h i j')).toHaveLength(8);
  });

  it('finds every word of a title again in its own search text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (title) => {
      const text = searchTextOf({ title, subtitle: '', description: '', category: 'mobility', sourceName: '', sellerName: '', columnNames: [] });
      for (const word of searchWords(title)) expect(text).toContain(word);
    }));
  });
});

describe('search text', () => {
  it('keeps title and subtitle on lines of their own, whatever line breaks they hold', () => {
    const text = searchTextOf({ title: 'A\nB', subtitle: 'C\r\nD', description: 'E', category: 'energy', sourceName: 'F', sellerName: 'G', columnNames: ['H', 'I'] });
    expect(text.split('\n')).toEqual(['a b', 'c d', 'e', 'energy', 'f', 'g', 'h i']);
  });

  it('compares full-width and plain letters alike', () => {
    expect(normaliseText('ＡＢＣ１２３')).toBe('abc123');
  });

  it.each([['50%', '%50\\%%'], ['a_b', '%a\\_b%'], ['c\\d', '%c\\\\d%'], ['plain', '%plain%']])('takes %s literally in LIKE', (word, pattern) => {
    expect(likePattern(word)).toBe(pattern);
  });
});

describe('search pages', () => {
  it.each([
    [1, 0, 0, 0], [1, 24, 0, 1], [2, 25, 24, 2], [500, 1_000_000, 11_976, 500], [9_999, 1_000_000, 11_976, 500],
  ])('page %i of %i rows begins at %i of %i pages', (page, total, offset, pageCount) => {
    expect(searchPage(page, total)).toEqual({ offset, pageCount });
  });
});
